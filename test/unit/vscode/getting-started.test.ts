import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { englishManifest } from '../../../scripts/manifest.ts';
import { EXAMPLE_CONCEPTS } from '../../../src/core/concepts.ts';
import { documentation } from '../../../src/vscode/commands/help.ts';
import { toldCount, toldCounts } from '../../../src/vscode/tree/folder-images.ts';

vi.mock('vscode', () => ({}));

const root = path.resolve(import.meta.dirname, '../../..');
const { commands, walkthroughs, viewsWelcome: welcomes } = englishManifest().contributes;
const ours = commands.map(({ command }) => command);
const [walkthrough] = walkthroughs;
const steps = walkthrough?.steps ?? [];

interface CommandLink {
  readonly command: string;
  readonly given: unknown;
  /** VS Code makes a button of a line that is a link and nothing else. */
  readonly isButton: boolean;
}

/** The links to commands in a text of package.json. */
function links(text: string): readonly CommandLink[] {
  return text.split('\n').flatMap((line) =>
    [...line.matchAll(/\[[^\]]+\]\(command:([\w.-]+)(?:\?([^)\s]+))?\)/g)].map(
      ([link, command = '', given]) => ({
        command,
        given: given === undefined ? undefined : (JSON.parse(decodeURIComponent(given)) as unknown),
        isButton: link === line,
      }),
    ),
  );
}

describe.each(steps)('the step “$title”', ({ description, media, completionEvents }) => {
  it('has one button, and leads to commands that exist', () => {
    const found = links(description);
    expect(found.filter(({ isButton }) => isButton)).toHaveLength(1);
    for (const { command } of found.filter((link) => link.command.startsWith('lexiclip.')))
      expect(ours).toContain(command);
  });

  it('is done by something that happens', async () => {
    const keys = await readFile(path.join(root, 'src/vscode/sessions/tell-contexts.ts'), 'utf8');
    expect(completionEvents).not.toEqual([]);
    for (const event of completionEvents) {
      const [, kind, what = ''] = /^(onContext|onCommand):(.+)$/.exec(event) ?? [];
      expect(kind).toBeDefined();
      if (kind === 'onContext' && what.startsWith('lexiclip.')) expect(keys).toContain(`'${what}'`);
      if (kind === 'onCommand' && what.startsWith('lexiclip.')) expect(ours).toContain(what);
    }
  });

  it('has a picture in the colours of the theme, which needs no styles and no other file', async () => {
    const picture = await readFile(path.join(root, media.svg), 'utf8');
    expect(picture).toMatch(/^<svg [^>]*role="img"/);
    expect(picture).toMatch(/<title [^>]*>.+<\/title>/);
    expect(picture).not.toMatch(/<style|<script|style="|<image|href="(?!#)|url\(/);
    const colours = [...picture.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
    for (const colour of colours) expect(colour).toMatch(/^(none|var\(--vscode-.+\))$/);
    expect(Buffer.byteLength(picture)).toBeLessThan(16_000);
    expect(media.altText).not.toBe('');
  });
});

it('the sample of the walkthrough is the example that Explore Concepts offers', () => {
  const given = steps.flatMap(({ description }) => links(description)).flatMap((link) => link.given ?? []);
  expect(given).toEqual([{ concepts: EXAMPLE_CONCEPTS, count: 10, source: 'sample' }]);
});

describe('the empty view', () => {
  it('leads to commands that exist', () => {
    for (const { command } of welcomes.flatMap(({ contents }) => links(contents)))
      if (command.startsWith('lexiclip.')) expect(ours).toContain(command);
  });

  it('has a sentence for each number of images that it may be told', () => {
    const told = welcomes.flatMap(({ when, contents }) => {
      const [, count] = /lexiclip\.folderImages == (\d+)$/.exec(when) ?? [];
      return count === undefined ? [] : [[Number(count), contents] as const];
    });
    expect(told.map(([count]) => count)).toEqual([...toldCounts]);
    for (const [count, contents] of told.filter(([number]) => number > 2))
      expect(contents).toBe(`This folder holds more than ${count.toLocaleString('en')} images.`);
  });

  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [10, 2],
    [11, 10],
    [200, 100],
    [340, 200],
    [1000, 500],
    [1001, 1000],
  ])('says of %i images what is true: %i', (images, told) => expect(toldCount(images)).toBe(told));

  it('offers first to map them, in the folder that is open', () => {
    const offer = welcomes.find(({ when }) => when.endsWith('&& lexiclip.folderImages'));
    const [first] = links(offer?.contents ?? '');
    expect(first).toEqual({ command: 'lexiclip.exploreFolder', given: [{ folder: '.' }], isButton: true });
  });
});

it('the documentation is called by its own headings', async () => {
  for (const [page, title] of Object.entries(documentation)) {
    const file = page === 'SECURITY' ? 'SECURITY.md' : `docs/${page}.md`;
    expect(await readFile(path.join(root, file), 'utf8')).toMatch(new RegExp(`^# ${title()}\n`));
  }
});
