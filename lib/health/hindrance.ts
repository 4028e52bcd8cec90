/** What is wrong, and what to do about it; both are whole sentences. */
export type Hindrance = { what: string; fix: string };

/** Says both in one line. */
export const sayHindrance = ({ what, fix }: Hindrance): string => `${what} ${fix}`;

/** Something that has to be right: a sentence for when it is, and what is wrong if it is not. */
export type Requirement = { met: string; hindrance: Hindrance | null };
