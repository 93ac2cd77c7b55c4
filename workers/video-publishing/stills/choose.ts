/** A picture with less detail has nearly one colour. See `detailFilters`. */
const BLANK = 3;
/** How many posters are proposed. */
const PROPOSALS = 3;

/**
 * Returns which pictures of a film to propose as posters, in their order: of each third the one with the most detail. A
 * third without any gives its place to the best of the others, as long as pictures are left that are not blank. A film
 * that is blank throughout has a proposal too. Pure.
 * @param details of each picture, from 0 to 255.
 */
export function chooseProposals(details: readonly number[]): number[] {
  const all = details.map((detail, index) => ({
    detail,
    index,
    third: Math.floor((PROPOSALS * index) / details.length),
  }));
  const byDetail = all.toSorted((one, other) => other.detail - one.detail || one.index - other.index);
  const good = byDetail.filter(({ detail }) => detail >= BLANK);
  const candidates = good.length > 0 ? good : byDetail.slice(0, 1);
  const best = [0, 1, 2].flatMap((third) => candidates.find((each) => each.third === third) ?? []);
  const others = candidates.filter((each) => !best.includes(each));
  return [...best, ...others]
    .slice(0, PROPOSALS)
    .map(({ index }) => index)
    .toSorted((one, other) => one - other);
}
