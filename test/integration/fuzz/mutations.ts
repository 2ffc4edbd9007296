import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

/*
 * What is done to the files of a collection, as data: fast-check makes it, shrinks it and prints it, and a process of its
 * own does it. Numbers that choose a place count from its start, and around it.
 */

const where = fc.nat(1_000_000);
const file = fc.nat(1000);

/** As they stand in a file: not all of them are JSON. */
const oddValues = [
  ...[
    'null',
    'true',
    '""',
    '"x"',
    '"../../../outside/secret"',
    '"/etc/passwd"',
    '"__proto__"',
    '"\\u0000\\u001b[2J"',
  ],
  ...[
    '0',
    '-1',
    '1.5',
    '1e308',
    '-1e308',
    '1e999',
    '4294967296',
    '9007199254740993',
    'NaN',
    '-Infinity',
    '01',
  ],
  ...[
    '[]',
    '{}',
    '[[]]',
    '{"__proto__": {"a": 1}}',
    '{"formatVersion": 2}',
    '"constructor"',
    '"umap"',
    '"tsne"',
  ],
] as const;

/** What may stand where a file should be. */
const replacements = [
  'folder',
  'link',
  'link to itself',
  'link to a device',
  'pipe',
  'nothing',
  'no bytes',
] as const;

/** Names that a collection may have beside its own. */
const strangers = [
  ...[
    'cache/lock.json',
    'cache/tmp/a.tmp',
    'cache/tmp',
    'cache/set-aside',
    'cache/embeddings/x.json',
    'collection.json',
  ],
  ...[
    'cache/embeddings/resnet50-imagenet.journal-a.jsonl',
    'cache/embeddings/resnet50-imagenet.journal-a.f32',
  ],
  ...['cache/embeddings/resnet50-imagenet.journal.jsonl', 'cache/embeddings/resnet50-imagenet.journal.f32'],
  ...[
    'cache/neighbours/resnet50-imagenet-k9999.json',
    'cache/neighbours/resnet50-imagenet-k99999999999999999999.json',
  ],
  ...['cache/neighbours/resnet50-imagenet-k0.json', 'cache/neighbours/resnet50-imagenet-k07.json'],
  ...[
    'projections/b.json',
    'projections/ä b.json',
    'concepts/x/concept.json',
    'concepts/x/y.json',
    'concepts/cat/z.json',
  ],
] as const;

export const mutation = fc.oneof(
  fc.record({
    kind: fc.constant('bytes'),
    file,
    at: where,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => [...bytes]),
  }),
  fc.record({ kind: fc.constant('cut'), file, at: where, length: where }),
  fc.record({
    kind: fc.constant('insert'),
    file,
    at: where,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => [...bytes]),
  }),
  fc.record({
    kind: fc.constant('repeat'),
    file,
    at: where,
    length: where,
    times: fc.constantFrom(2, 3, 100),
  }),
  fc.record({
    kind: fc.constant('value'),
    file,
    way: fc.array(where, { maxLength: 6 }),
    value: fc.constantFrom(...oddValues),
  }),
  fc.record({
    kind: fc.constant('text'),
    file,
    way: fc.array(where, { maxLength: 6 }),
    length: fc.constantFrom(300, 5001, 100_001, 1_000_001),
  }),
  fc.record({ kind: fc.constant('key'), file, way: fc.array(where, { maxLength: 6 }), key: where }),
  fc.record({
    kind: fc.constant('lengthen'),
    file,
    way: fc.array(where, { maxLength: 6 }),
    times: fc.constantFrom(2, 50, 3000),
    numbered: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('nest'),
    file,
    way: fc.array(where, { maxLength: 6 }),
    depth: fc.constantFrom(10, 10_000, 200_000),
  }),
  fc.record({ kind: fc.constant('swap'), file, other: file }),
  fc.record({ kind: fc.constant('copy'), file, other: file }),
  fc.record({ kind: fc.constant('replace'), file, by: fc.constantFrom(...replacements) }),
  fc.record({ kind: fc.constant('folder'), file, by: fc.constantFrom(...replacements) }),
  fc.record({ kind: fc.constant('stranger'), name: fc.constantFrom(...strangers), from: file }),
  fc.record({
    kind: fc.constant('header'),
    file,
    header: fc.constantFrom(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (8, 2048), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (8, 7), }",
      "{'descr': '<i4', 'fortran_order': False, 'shape': (999999999999999999999, 2048), }",
      "{'descr': '|O', 'fortran_order': False, 'shape': (8, 2048), }",
      "{'descr': '<f4', 'fortran_order': True, 'shape': (8, 2048), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
      '',
    ),
  }),
  fc.record({
    kind: fc.constant('numbers'),
    file,
    at: where,
    bits: fc.constantFrom(
      0,
      0x7fc00000,
      0x7f800000,
      0xff800000,
      0x7f7fffff,
      0xffffffff,
      0x7fffffff,
      8,
      1_000_000,
    ),
    signed: fc.boolean(),
  }),
);
export type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

/** Paths of a collection's files, sorted, and what is in them. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** @param folder Absolute; holds the files. A file that is not there any more, or no file, is left as it is. */
export function mutate(folder: string, files: Files, change: Mutation): void {
  const paths = [...files.keys()];
  const pathOf = (index: number, of: readonly string[] = paths): string => of[index % of.length] ?? '';
  const absolute = (name: string): string => path.join(folder, name);
  const edit = (name: string, by: (bytes: Buffer) => Uint8Array | string): void => {
    if (isFile(absolute(name))) writeFileSync(absolute(name), by(readFileSync(absolute(name))));
  };
  const ofKind = (extension: string): readonly string[] => paths.filter((name) => name.endsWith(extension));
  switch (change.kind) {
    case 'bytes':
      edit(pathOf(change.file), (bytes) => {
        change.bytes.forEach((byte, at) => (bytes[(change.at + at) % Math.max(bytes.length, 1)] = byte));
        return bytes;
      });
      return;
    case 'cut':
      edit(pathOf(change.file), (bytes) => {
        const at = change.at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.length)]);
      });
      return;
    case 'insert':
      edit(pathOf(change.file), (bytes) => {
        const at = change.at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, at), Buffer.from(change.bytes), bytes.subarray(at)]);
      });
      return;
    case 'repeat':
      edit(pathOf(change.file), (bytes) => {
        const at = change.at % (bytes.length + 1);
        const part = bytes.subarray(at, at + (change.length % 10_000));
        const again = Array.from({ length: change.times }, () => part);
        return Buffer.concat([bytes.subarray(0, at), ...again, bytes.subarray(at)]);
      });
      return;
    case 'value':
    case 'text':
    case 'key':
    case 'lengthen':
    case 'nest':
      edit(pathOf(change.file, ofKind('.json')), (bytes) => {
        try {
          return mutateJson(bytes, change);
        } catch (error) {
          // Nested too deeply before to be written again.
          if (error instanceof RangeError) return bytes;
          throw error;
        }
      });
      return;
    case 'swap': {
      const [one, other] = [pathOf(change.file), pathOf(change.other)];
      const content = new Map([one, other].map((name) => [name, files.get(name) ?? new Uint8Array()]));
      edit(one, () => content.get(other) ?? '');
      edit(other, () => content.get(one) ?? '');
      return;
    }
    case 'copy':
      edit(pathOf(change.file), () => files.get(pathOf(change.other)) ?? '');
      return;
    case 'replace':
      if (staysInside(absolute(pathOf(change.file)))) replace(absolute(pathOf(change.file)), change.by);
      return;
    case 'folder':
      replace(path.dirname(absolute(pathOf(change.file))), change.by);
      return;
    case 'stranger':
      if (!staysInside(absolute(change.name))) return;
      try {
        mkdirSync(path.dirname(absolute(change.name)), { recursive: true });
        writeFileSync(absolute(change.name), files.get(pathOf(change.from)) ?? '');
      } catch {
        // Something else has been put there.
      }
      return;
    case 'header':
      edit(pathOf(change.file, ofKind('.npy')), (bytes) => {
        const text = change.header.padEnd(Math.max(0, bytes.readUInt16LE(8) - 1)) + '\n';
        const head = Buffer.from(bytes.subarray(0, 10));
        head.writeUInt16LE(text.length, 8);
        return Buffer.concat([head, Buffer.from(text), bytes.subarray(10 + bytes.readUInt16LE(8))]);
      });
      return;
    case 'numbers':
      mutateNumbers(pathOf(change.file, ofKind('.npy')), change, edit);
  }
}

/** Whether no link that was planted before is on the way: the damage itself is done to the collection alone. */
function staysInside(file: string): boolean {
  for (let at = path.dirname(file); path.dirname(at) !== at; at = path.dirname(at))
    try {
      if (lstatSync(at).isSymbolicLink()) return false;
    } catch {
      // It is to be made, or stands below something that is no folder.
    }
  return true;
}

/** Where something on the way is no folder any more, neither. */
function isFile(file: string): boolean {
  try {
    return lstatSync(file).isFile();
  } catch {
    return false;
  }
}

/** Changes a number of a matrix and, where `signed`, the digest that vouches for it. */
function mutateNumbers(
  name: string,
  { at, bits, signed }: Extract<Mutation, { kind: 'numbers' }>,
  edit: (name: string, by: (bytes: Buffer) => Uint8Array | string) => void,
): void {
  let digest = '';
  edit(name, (bytes) => {
    // Another damage may have cut it off.
    if (bytes.length < 10) return bytes;
    const start = 10 + bytes.readUInt16LE(8);
    const count = Math.floor((bytes.length - start) / 4);
    if (count > 0) bytes.writeUInt32LE(bits, start + 4 * (at % count));
    digest = createHash('sha256').update(bytes.subarray(start)).digest('hex');
    return bytes;
  });
  const [, stem = '', part = 'vectors'] = /^(.*?)(?:\.(indices|distances))?\.npy$/.exec(name) ?? [];
  if (!signed || digest === '') return;
  // As text: another damage may have nested it deeper than can be written again.
  const known = new RegExp(`("${part}Sha256":\\s*")[0-9a-f]*`);
  edit(`${stem}.json`, (bytes) => bytes.toString().replace(known, `$1${digest}`));
}

type JsonChange = Extract<Mutation, { kind: 'value' | 'text' | 'key' | 'lengthen' | 'nest' }>;
/** Stands for what cannot be made as a value. */
const PLACE = 'place-of-the-odd-value';

function mutateJson(bytes: Buffer, change: JsonChange): Uint8Array | string {
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null) return bytes;
  const way = 'way' in change ? change.way : [];
  const root = { value };
  let [holder, key]: [Record<string, unknown>, string] = [root, 'value'];
  for (const step of way) {
    const next = holder[key];
    if (typeof next !== 'object' || next === null) break;
    const keys = Object.keys(next);
    if (keys.length === 0) break;
    [holder, key] = [next as Record<string, unknown>, keys[step % keys.length] ?? ''];
  }
  switch (change.kind) {
    case 'value':
      holder[key] = PLACE;
      break;
    case 'text':
      holder[key] = 'é'.repeat(change.length);
      break;
    case 'nest':
      holder[key] = PLACE;
      break;
    case 'key': {
      const inside = holder[key];
      if (typeof inside !== 'object' || inside === null) break;
      const keys = Object.keys(inside);
      if (keys.length > 0) Reflect.deleteProperty(inside, keys[change.key % keys.length] ?? '');
      break;
    }
    case 'lengthen': {
      const inside = holder[key];
      if (!Array.isArray(inside)) break;
      const items: unknown[] = inside;
      holder[key] = Array.from({ length: change.times }, (_, round) =>
        items.map((item) => (change.numbered ? numbered(item, round) : item)),
      ).flat();
    }
  }
  const odd =
    change.kind === 'value'
      ? change.value
      : change.kind === 'nest'
        ? '['.repeat(change.depth) + ']'.repeat(change.depth)
        : '';
  return JSON.stringify(root.value, undefined, 2).replaceAll(`"${PLACE}"`, () => odd);
}

/** Another item of its kind: of a text another text, of an image another id. */
function numbered(item: unknown, round: number): unknown {
  if (typeof item === 'string') return `${item}-${round}`;
  if (typeof item !== 'object' || item === null || !('id' in item)) return item;
  return { ...item, id: `${String(item.id)}-${round}` };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function replace(file: string, by: (typeof replacements)[number]): void {
  try {
    lstatSync(file);
  } catch {
    return;
  }
  const outside = path.join(file.slice(0, file.indexOf('.lexiclip')), 'outside');
  const moved = path.join(file.slice(0, file.indexOf('.lexiclip')), 'moved');
  switch (by) {
    case 'no bytes':
      rmSync(file, { recursive: true });
      writeFileSync(file, '');
      return;
    case 'folder':
      renameSync(file, moved);
      mkdirSync(file);
      renameSync(moved, path.join(file, 'before'));
      return;
    default:
      rmSync(file, { recursive: true });
  }
  if (by === 'link') symlinkSync(/\.\w+$/.test(file) ? path.join(outside, 'secret') : outside, file);
  if (by === 'link to itself') symlinkSync(path.basename(file), file);
  if (by === 'link to a device') symlinkSync('/dev/zero', file);
  if (by === 'pipe') execFileSync('mkfifo', [file]);
}
