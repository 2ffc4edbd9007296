// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CollectionState } from '../../../src/core/explore/state.ts';
import type { FromPage } from '../../../src/protocol/explorer.ts';
import { Explorer } from '../../../webview/explorer.ts';
import { drawBlindly } from './canvas.ts';
import { EditorDouble, mapOf } from './page.ts';

/* The page without a browser: what it makes of the host's messages, and what it tells the host. */

let root: HTMLElement;
let editor: EditorDouble;
let explorer: Explorer;

beforeAll(drawBlindly);
beforeEach(() => open());
afterEach(() => root.remove());

/** Opens the page, anew where it was open. @param state What the page kept when it was closed. */
function open(state?: unknown): void {
  document.body.replaceChildren();
  root = document.createElement('main');
  document.body.append(root);
  editor = new EditorDouble(state);
  explorer = new Explorer(root, editor.host);
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`There is no ${selector}`);
  return found;
}

const all = (selector: string): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(selector),
];
const textsOf = (selector: string): readonly string[] => all(selector).map(({ textContent }) => textContent);
const posted = (type: FromPage['type']): readonly FromPage[] =>
  editor.posted.filter((one) => one.type === type);
const buttonOf = (words: string): HTMLElement => {
  const found = all('button, vscode-button').find(({ textContent }) => textContent.trim() === words);
  if (found === undefined) throw new Error(`There is no button “${words}”`);
  return found;
};

const mapped = {
  kind: 'mapped',
  images: 6,
  embedded: 6,
  isRunning: false,
  outdated: [],
  unmade: [],
  lacksVectors: false,
} as const satisfies CollectionState;

describe('where there is no map', () => {
  it('leads to the first one', () => {
    explorer.receive({ type: 'empty' });
    expect(find('h1').textContent).toBe('No map yet');
    buttonOf('Explore Concepts').click();
    expect(editor.posted).toEqual([{ type: 'exploreConcepts' }]);
  });

  it('goes on with what was fetched, whole or to the vectors alone', () => {
    explorer.receive({
      type: 'state',
      state: { kind: 'fetched', images: 12, embedded: 0, isRunning: false },
    });
    explorer.receive({ type: 'empty' });
    expect(root.textContent).toContain('12 images');
    buttonOf('Embed and Map').click();
    buttonOf('Embed Only').click();
    expect(editor.posted).toEqual([
      { type: 'run', action: 'continue', projection: undefined },
      { type: 'run', action: 'embed', projection: undefined },
    ]);
  });

  it('says what is wrong with a file, as text, and offers the ways out', () => {
    explorer.receive({ type: 'problem', message: '<b>line 2</b> is damaged', ways: ['openText'] });
    expect(root.textContent).toContain('<b>line 2</b> is damaged');
    buttonOf('Reopen as Text').click();
    expect(editor.posted).toEqual([{ type: 'fileWay', way: 'openText' }]);
  });
});

describe('a map', () => {
  beforeEach(() => explorer.receive({ type: 'map', change: mapOf() }));

  it('has its maps as radio buttons, its concepts with how many they have, and its numbers', () => {
    expect(find('h1').textContent).toBe('Map of pets');
    const radios = all('[role="radio"]').filter(({ textContent }) => /UMAP|t-SNE/.test(textContent));
    expect(radios.map((radio) => [radio.textContent, radio.ariaChecked])).toEqual([
      ['UMAP', 'true'],
      ['t-SNE', 'false'],
    ]);
    expect(textsOf('.legend-entry')).toEqual(['cat3', 'dog3']);
    expect(root.textContent).toContain('Trust 98.0');
  });

  it('remembers which one is looked at, and opens with it', () => {
    buttonOf('t-SNE').click();
    open(editor.state);
    explorer.receive({ type: 'map', change: mapOf() });
    expect(buttonOf('t-SNE').ariaChecked).toBe('true');
  });

  it('hides a concept, remembers it, and says how to see it again where none is left', () => {
    find('.legend-entry[data-concept="cat"]').click();
    expect(find('.legend-entry[data-concept="cat"]').ariaPressed).toBe('false');
    open(editor.state);
    explorer.receive({ type: 'map', change: mapOf() });
    expect(find('.legend-entry[data-concept="cat"]').ariaPressed).toBe('false');
    expect(find('.hint').hidden).toBe(true);
    find('.legend-entry[data-concept="dog"]').click();
    expect(find('.hint').hidden).toBe(false);
  });

  it('shows one concept alone when it is told to', () => {
    explorer.receive({ type: 'showOnly', concepts: ['dog'] });
    expect(all('.legend-entry').map(({ ariaPressed }) => ariaPressed)).toEqual(['false', 'true']);
  });

  it('takes up what is new: a concept more, and images that are gone', () => {
    const { concepts, images, ...rest } = mapOf();
    explorer.receive({
      type: 'map',
      change: {
        ...rest,
        concepts: [...concepts, 'owl'],
        images: { ...images, concepts: Uint32Array.of(0, 0, 2, 2, 1, 1) },
      },
    });
    expect(textsOf('.legend-entry')).toEqual(['cat2', 'dog2', 'owl2']);
  });

  it('makes way for a message, and comes back', () => {
    explorer.receive({ type: 'problem', message: 'damaged', ways: [] });
    expect(textsOf('h1')).toEqual(['The map cannot be shown']);
    explorer.receive({ type: 'map', change: mapOf() });
    expect(find('h1').textContent).toBe('Map of pets');
  });

  it('asks for the form of a map, shows it, and tells what is to be made', () => {
    find('button[title="New Map…"]').click();
    expect(posted('askMapForm')).toEqual([{ type: 'askMapForm', projection: undefined }]);
    explorer.receive({
      type: 'mapForm',
      start: { method: 'umap', parameters: {}, seed: 1, usualSeed: 1, taken: ['umap'] },
    });
    expect(find('dialog.map-form').hasAttribute('open')).toBe(true);
    find('dialog.map-form form').dispatchEvent(new Event('submit', { cancelable: true }));
    expect(posted('makeMap')).toMatchObject([{ method: 'umap', seed: 1 }]);
  });

  it('says that it is outdated, and brings itself up to date', () => {
    const outdated = [{ name: 'umap', missing: 3, gone: 0, isOther: false }];
    explorer.receive({ type: 'state', state: { ...mapped, outdated } });
    expect(find('.notice').textContent).toContain('3 images are not on this map');
    buttonOf('Update').click();
    expect(posted('run')).toEqual([{ type: 'run', action: 'update', projection: 'umap' }]);
    explorer.receive({ type: 'state', state: mapped });
    expect(find('.notice').hidden).toBe(true);
  });
});

describe('the selection', () => {
  beforeEach(() => explorer.receive({ type: 'map', change: mapOf() }));

  it('is one with that of the editor', () => {
    expect(find('.selection-bar').hidden).toBe(true);
    explorer.receive({ type: 'select', ids: ['cat1', 'dog2'] });
    expect(find('.selection-count').textContent).toBe('2 selected');
    expect(posted('select')).toEqual([]);
    find('.selection-bar button:has(.codicon-close)').click();
    expect(posted('select')).toEqual([{ type: 'select', ids: [] }]);
    expect(find('.selection-bar').hidden).toBe(true);
  });

  it('is a concept of the legend, is turned around, and goes back', () => {
    find('.legend-select[data-key="cat"]').click();
    expect(posted('select').at(-1)).toEqual({ type: 'select', ids: ['cat1', 'cat2', 'cat3'] });
    find('.selection-bar button:has(.codicon-arrow-swap)').click();
    expect(posted('select').at(-1)).toEqual({ type: 'select', ids: ['dog1', 'dog2', 'dog3'] });
    find('.toolbar button:has(.codicon-discard)').click();
    expect(posted('select').at(-1)).toEqual({ type: 'select', ids: ['cat1', 'cat2', 'cat3'] });
  });

  it('can be acted on as far as there are enough', () => {
    explorer.receive({ type: 'select', ids: ['cat1'] });
    const compare = find('[data-action="compareInTable"]') as HTMLButtonElement;
    expect(compare.disabled).toBe(true);
    explorer.receive({ type: 'select', ids: ['cat1', 'cat2'] });
    compare.click();
    expect(posted('actOnSelection')).toEqual([{ type: 'actOnSelection', action: 'compareInTable' }]);
  });
});

describe('work', () => {
  it('is shown with how far it is, and is cancelled', () => {
    explorer.receive({ type: 'map', change: mapOf() });
    const work = { title: 'Embedding', detail: '64 of 120 images', short: 'Embedding 53 %', percent: 53 };
    explorer.receive({ type: 'work', work });
    expect(find('.work').hidden).toBe(false);
    expect(find('.work').textContent).toContain('64 of 120 images');
    expect(find('.work [role="status"]').textContent).toBe('Embedding');
    buttonOf('Cancel').click();
    expect(posted('cancel')).toHaveLength(1);
    explorer.receive({ type: 'work', work: null });
    expect(find('.work').hidden).toBe(true);
  });
});

describe('the search', () => {
  it('is asked, says what was found or what is wrong with it, and ends', async () => {
    explorer.receive({ type: 'map', change: mapOf() });
    explorer.receive({ type: 'searchFor', query: 'red fruit', mode: 'words' });
    expect(posted('search')).toMatchObject([
      { type: 'search', query: 'red fruit', mode: 'words', number: 1 },
    ]);
    const message = '“red fruit” cannot be searched for.';
    explorer.receive({ type: 'searched', number: 1, outcome: { kind: 'failed', message } });
    await Promise.resolve();
    expect(root.textContent).toContain(message);
  });
});
