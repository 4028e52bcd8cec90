/** Chinese, Japanese and Korean letters: there the family's name comes first. */
const familyFirst = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** Joins a first and a last name as their letters want it. */
export function joinName(first: string, last: string): string {
  if (first === "" || last === "") return first + last;
  return familyFirst.test(last) ? `${last} ${first}` : `${first} ${last}`;
}
