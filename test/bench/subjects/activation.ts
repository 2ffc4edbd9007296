import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { readTask, report } from '../subject.ts';

/*
 * Loads the built extension and activates it, with an editor that takes whatever is registered. Measures the
 * time, and whether native code was loaded.
 */

const { extension } = readTask() as { extension: string };

/** Answers any property, call or construction with itself; lists and texts are empty. */
const anything: unknown = new Proxy(Object, {
  set: () => true,
  get: (_target, name) => {
    if (name === Symbol.toPrimitive) return () => '';
    if (name === Symbol.iterator) return [][Symbol.iterator].bind([]);
    return name === 'then' ? undefined : anything;
  },
  apply: () => anything,
  construct: () => anything as object,
});

/** The editor's names that the extension uses: the bundle copies them one by one. */
const source = readFileSync(extension, 'utf8');
const names = new Set([...source.matchAll(/\bvscode\d*\.(\w+)/g)].flatMap(([, name]) => name ?? []));
const editor = Object.fromEntries([...names].map((name) => [name, anything]));

const load = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
const before = load._load;
load._load = (request, ...rest) => (request === 'vscode' ? editor : before(request, ...rest));
const require = createRequire(import.meta.url);
const start = performance.now();
const { activate } = require(extension) as { activate: (context: unknown) => void };
const loaded = performance.now();
activate(anything);
const wallSeconds = (performance.now() - start) / 1000;
const native = Object.keys(require.cache).filter((file) => file.endsWith('.node'));
report({ wallSeconds, loadSeconds: (loaded - start) / 1000, nativeModules: native.length });
process.exit();
