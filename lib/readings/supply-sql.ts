/**
 * SQL expression: a slot `s` with its newest reading `r`, which may be missing, as JSON; see the schema Supply.
 * @param name SQL of the slot's name
 * @param country SQL of the country that a link to the shop is for
 */
export const writeSupply = (name: string, country: string) => `json_build_object(
  'name', ${name}, 'supply', s.supply, 'sensor', s.sensor, 'partNumber', s.part_number,
  'shopUrl', s.shop_urls->>${country}, 'measurement', coalesce(s.measurement, r.measurement),
  'unit', coalesce(s.unit, r.unit), 'lowAt', s.low_at, 'capacity', s.capacity, 'at', r.at, 'value', r.value,
  'replacedAt', r.replaced_at, 'emptyFrom', r.empty_from, 'emptyAt', r.empty_at, 'emptyUntil', r.empty_until,
  'week', case when s.sensor = 'usage' and r.id is not null then ${writeWeek} end)`;

const today = "floor(extract(epoch from now()) / 86400)::int";

// What was used on the last seven days; they lie in one row or two.
const writeWeek = `(select coalesce(sum(p), 0) from reading_history h, unnest(h.points) with ordinality u (p, place)
  where h.reading_id = r.id and h.period >= (${today} - 6) / 50 and h.period * 50 + place > ${today} - 6)`;

const full = `coalesce(s.capacity, case when coalesce(s.measurement, r.measurement) = 'percentage' then 100 end)`;

/** SQL condition: whether a supply is at or below the value from which it counts as low. */
export const writeIsLow = `(s.low_at >= case s.sensor
  when 'level' then r.value
  when 'level-usage' then greatest(0, ${full} - r.value)
end)`;

/**
 * SQL expression: how full the supply of a slot `s` with a reading `r` is, from 0 to 1; null without a scale. The same
 * as findShare.
 */
export const writeShare = `case s.sensor
  when 'level' then least(1, r.value / ${full})
  when 'level-usage' then greatest(0, 1 - r.value / ${full})
end`;
