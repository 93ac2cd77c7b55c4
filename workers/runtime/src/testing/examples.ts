import type { Contract } from '@message-db/client';

/**
 * One example of each command and each event of a contract, by the type's name. Each component has them in
 * `examples.ts`, with `satisfies ExamplesOf<typeof itsContract>`, so that a type without an example does not compile.
 * Tests and `docs/messages.md` share them.
 */
export interface ExamplesOf<C extends Contract> {
  readonly commands: { readonly [Type in keyof C['commands']]: ReturnType<C['commands'][Type]> };
  readonly events: { readonly [Type in keyof C['events']]: ReturnType<C['events'][Type]> };
}

/** The examples of any contract. */
export type Examples = ExamplesOf<Contract>;
