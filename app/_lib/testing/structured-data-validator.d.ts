declare module '@adobe/structured-data-validator' {
  interface Issue {
    readonly issueMessage: string;
    readonly severity: 'ERROR' | 'WARNING';
    /** 'schemaOrg' for what the vocabulary does not have. */
    readonly errorType?: string;
    readonly path: readonly { readonly type?: string; readonly property?: string }[];
  }
  export default class Validator {
    constructor(schemaOrg: { readonly '@graph': readonly object[] });
    validate(found: { readonly jsonld: Readonly<Record<string, readonly object[]>> }): Promise<Issue[]>;
  }
}
