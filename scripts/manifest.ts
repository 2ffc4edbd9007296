import manifest from '../package.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };

/** package.json as VS Code reads it in English: each `%key%` is the text that package.nls.json has for it. */
export function englishManifest(): typeof manifest {
  const english: Readonly<Record<string, string>> = texts;
  const read = (value: unknown): unknown => {
    const key = typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined;
    return key === undefined ? value : english[key];
  };
  return JSON.parse(JSON.stringify(manifest), (_, value) => read(value)) as typeof manifest;
}
