/**
 * SQL that gives each slot of the devices $1 a reading of two hours ago with a forecast, and a history of up to 150 days.
 * The first slot of a model is low.
 */
export const plantReadings = `
  with added as (
    insert into readings (device_id, slot_id, at, value, measurement, empty_from, empty_at, empty_until)
    select d.id, s.id, now() - interval '2 hours', 12 + 17 * (s.position % 5), coalesce(s.measurement, 'percentage'),
      now() + interval '19 days', now() + interval '21 days', now() + interval '23 days'
    from devices d join slots s using (model_id) where d.id = any($1::uuid[])
    returning id, device_id
  ), reported as (
    insert into device_reports select distinct device_id from added
  )
  insert into reading_history (reading_id, period, points)
  select id, floor(extract(epoch from now()) / 86400)::int / 50 - p, array_fill(30, array[50])
  from added, generate_series(0, 2) p`;
