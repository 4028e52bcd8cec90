/**
 * The first parts of a statement's `with`: `live` has the session if it goes on. $1 is the hash of its token, $2 and $3
 * are the hours without a request after which sessions of customers and of staff end. Updates `seen_at` at most once a
 * minute.
 */
export const liveSession = `live as (
     select * from sessions
     where token_hash = $1 and expires_at > now()
       and seen_at > now() - (case when staff_id is null then $2::float else $3::float end) * interval '1 hour'
   ), seen as (
     update sessions set seen_at = now()
     where id in (select id from live where seen_at < now() - interval '1 minute')
     returning staff_id
   ), noted as (
     update staff set seen_at = now() where id in (select staff_id from seen)
   )`;
