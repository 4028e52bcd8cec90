/**
 * Writes the SQL expression of a new device's name: the model's, with a number if a device of the same customer
 * has it.
 * @param model SQL of the model's name, in the customer's language
 * @param customerId SQL of the customer's id
 */
export const writeNewName = (model: string, customerId: string): string => {
  const own = `from devices where customer_id = ${customerId} and removed_at is null`;
  return `(
    select name from (
      select left(${model}, 100) || case n when 1 then '' else format(' (%s)', n) end as name, n
      from generate_series(1, 1 + (select count(*) ${own})) n
    ) offered
    where name not in (select name ${own}) order by n limit 1
  )`;
};
