import 'server-only';

const kept = globalThis as typeof globalThis & { videoTutorials?: Map<string, unknown> };

/** Makes a thing once in each process, even if development reloads the module that needs it. */
export function oncePerProcess<Thing>(name: string, make: () => Thing): Thing {
  kept.videoTutorials ??= new Map();
  if (!kept.videoTutorials.has(name)) kept.videoTutorials.set(name, make());
  return kept.videoTutorials.get(name) as Thing;
}
