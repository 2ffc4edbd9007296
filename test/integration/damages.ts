import { cp, lstat, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';

/* What disks, editors, version control systems and people do to a file. */

export type Damage = (file: string) => Promise<void>;

type Change = (content: string) => string;
const text = (change: Change): Damage => {
  return async (file) => writeFile(file, change(await readFile(file, 'utf8')));
};

/** Of any file. */
export const ANY: Readonly<Record<string, Damage>> = {
  'is empty': (file) => truncate(file, 0),
  'is cut in the middle': async (file) => truncate(file, Math.floor((await lstat(file)).size / 2)),
  'is binary': (file) =>
    writeFile(file, Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 37) % 256))),
  'is a folder': async (file) => {
    await rm(file);
    await mkdir(path.join(file, 'mine'), { recursive: true });
  },
};

/** Of JSON. */
export const JSON_DAMAGES: Readonly<Record<string, Damage>> = {
  ...ANY,
  'has conflict markers': text((content) => {
    const half = content.slice(0, content.length / 2);
    return `${half}\n<<<<<<< ours\n "a": 1\n=======\n "a": 2\n>>>>>>> theirs\n${content.slice(half.length)}`;
  }),
  'is UTF-16': async (file) => writeFile(file, `\uFEFF${await readFile(file, 'utf8')}`, 'utf16le'),
  'is a text': (file) => writeFile(file, '"cat"'),
  'is a number': (file) => writeFile(file, '1e308'),
  'is null': (file) => writeFile(file, 'null'),
  'is a list': (file) => writeFile(file, '[]'),
  'is nested without end': (file) => writeFile(file, '{"a":['.repeat(300_000) + ']}'.repeat(300_000)),
  'has no keys but __proto__': (file) => writeFile(file, '{"__proto__":{"images":[]},"constructor":1}'),
  'holds a page of a proxy': (file) => writeFile(file, '<!DOCTYPE html><html><title>Sign in</title>'),
};

export const withMark = text((content) => `\uFEFF${content}`);

/** Sets a value in a JSON file: `points.0.x`. */
export function setting(where: string, value: unknown): Damage {
  return text((content) => {
    const whole = JSON.parse(content) as Record<string, unknown>;
    const keys = where.split('.');
    const last = keys.pop() ?? '';
    let at: Record<string, unknown> = whole;
    for (const key of keys) at = at[key] as Record<string, unknown>;
    at[last] = value;
    return JSON.stringify(whole, (_, each: unknown) => each);
  });
}

/** JSON has numbers that JavaScript cannot write. */
export function settingNumber(where: string, number: string): Damage {
  return async (file) => {
    await setting(where, '@number@')(file);
    await text((content) => content.replace('"@number@"', number))(file);
  };
}

export function copyOf(other: string): Damage {
  return async (file) => cp(path.resolve(path.dirname(file), other), file);
}
