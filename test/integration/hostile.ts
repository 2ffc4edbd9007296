import { execFileSync } from 'node:child_process';
import { cp, link, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { foreignPicture, inCollection, MODEL, replaceText } from './explored.ts';

/* What an attacker may put in the place of a file of a collection. */

/** Stands in all texts of what is outside, and nowhere else. */
export const SECRET = 'Top secret drawing';

/** A collection outside, as that of `base` but for its prompts, labels and pictures: what is followed, is seen. */
export async function makeOutside(base: string, outside: string): Promise<void> {
  await cp(base, outside, { recursive: true });
  for (const id of ['noto-cat', 'noto-dog']) {
    await cp(foreignPicture, inCollection(outside, `images/${id}.webp`));
    await cp(foreignPicture, inCollection(outside, `cache/thumbnails/${id}.webp`));
  }
  for (const file of ['concepts/cat/noto-cat.json', 'concepts/dog/noto-dog.json'])
    await replaceText(inCollection(outside, file), 'A drawing', SECRET);
  for (const file of [`cache/embeddings/${MODEL}.json`, 'projections/pca.json'])
    await replaceText(inCollection(outside, file), 'ResNet50', SECRET);
  await replaceText(inCollection(outside, 'collection.json'), '"dog"', `"dog", "${SECRET}"`);
  await replaceText(inCollection(outside, 'concepts/cat/concept.json'), '"cat"', `"cat | ${SECRET}"`);
}

interface Target {
  readonly workspace: string;
  /** Relative to `.lexiclip`; empty for the folder itself. */
  readonly place: string;
  /** The workspace that is outside. */
  readonly outside: string;
}

type Plant = (target: Target) => Promise<void>;

const special = (make: (file: string) => Promise<void>): Plant => {
  return async ({ workspace, place }) => {
    const file = inCollection(workspace, place);
    await rm(file, { recursive: true, force: true });
    await mkdir(path.dirname(file), { recursive: true });
    await make(file);
  };
};
const linkTo = (to: string): Plant => special((file) => symlink(to, file));

/** Why something cannot be planted here, or undefined where it can. */
function refusal(program: string, args: readonly string[]): string | undefined {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return undefined;
  } catch {
    return `${program} does not make it here`;
  }
}

/** By what it is; `unable` says why it cannot be had on this machine. */
export const plants: Readonly<
  Record<string, { readonly plant: Plant; readonly unable?: string | undefined }>
> = {
  'an absolute link to its like': {
    plant: (target) => linkTo(inCollection(target.outside, target.place))(target),
  },
  'a relative link to its like': {
    plant: (target) => {
      const from = path.dirname(inCollection(target.workspace, target.place));
      return linkTo(path.relative(from, inCollection(target.outside, target.place)))(target);
    },
  },
  'a link to a folder': { plant: (target) => linkTo(target.outside)(target) },
  'a link to nothing': { plant: (target) => linkTo(path.join(target.outside, 'new'))(target) },
  'a link to itself': { plant: (target) => linkTo(path.basename(target.place) || '.lexiclip')(target) },
  'a link to /dev/zero': { plant: linkTo('/dev/zero'), unable: refusal('test', ['-e', '/dev/zero']) },
  'a link to /dev/full': { plant: linkTo('/dev/full'), unable: refusal('test', ['-e', '/dev/full']) },
  'a link to /dev/ptmx': { plant: linkTo('/dev/ptmx'), unable: refusal('test', ['-e', '/dev/ptmx']) },
  'a pipe': {
    plant: special((file) => Promise.resolve(void execFileSync('mkfifo', [file]))),
    unable: refusal('mkfifo', ['--version']),
  },
  'a socket': {
    plant: special(async (file) => {
      // Its path may be longer than that of a socket can be: made near, moved, and left by its maker.
      const near = path.join(path.dirname(path.dirname(file)), 's');
      const made =
        path.relative(process.cwd(), near).length < near.length ? path.relative(process.cwd(), near) : near;
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(made, resolve));
      await rename(near, file);
      await new Promise((resolve) => server.close(resolve));
    }),
    unable: process.platform === 'win32' ? 'Windows has no sockets among its files' : undefined,
  },
  'a device': {
    plant: special((file) => Promise.resolve(void execFileSync('mknod', [file, 'c', '1', '5']))),
    unable: refusal('sh', ['-c', 'f=$(mktemp -u) && mknod "$f" c 1 5 && head -c 1 "$f" && rm "$f"']),
  },
  'a folder': {
    plant: special(async (file) => {
      await mkdir(path.join(file, 'mine'), { recursive: true });
    }),
  },
  'a second name of its like': {
    plant: async (target) => {
      const file = inCollection(target.workspace, target.place);
      await rm(file, { recursive: true, force: true });
      await link(inCollection(target.outside, target.place), file);
    },
  },
};
