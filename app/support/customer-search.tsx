import { LiveSearch } from "@/components/support/live-search";
import { SearchAnswer } from "@/components/support/search-answer";
import { SearchForm } from "@/components/support/search-form";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { problems } from "@/lib/errors";
import type { searchCustomers } from "@/lib/search";

type Props = {
  search: string;
  /** What stands for it in addresses; without a search, it has expired. */
  word: string;
  /** Null before a search. */
  found: Awaited<ReturnType<typeof searchCustomers>> | null;
  /** Whether this is a later page of results. */
  isLater: boolean;
};

/** The search form with its results, or the reason there are none. */
export function CustomerSearch({ search, word, found, isLater }: Props) {
  const problem = found && !found.ok ? found.problems[0] : null;
  const noWords = word && !search ? "search.expired" : found && "search.none";
  return (
    <LiveSearch>
      <SearchForm search={search} />
      {problem?.code === "unrecorded" ? (
        <div className="mt-4">
          <UnrecordedNotice reference={problem.reference} />
        </div>
      ) : (
        <SearchAnswer
          found={found?.ok ? found.value : null}
          search={search}
          word={word}
          isLater={isLater}
          emptyWords={problem ? problems[problem.code].words : noWords}
        />
      )}
    </LiveSearch>
  );
}
