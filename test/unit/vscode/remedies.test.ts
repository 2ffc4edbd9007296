import { describe, expect, it, vi } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { LexiclipError, type Failure } from '../../../src/core/errors.ts';
import { describeError } from '../../../src/core/wording.ts';
import { showError } from '../../../src/vscode/errors.ts';
import { remediesOf } from '../../../src/vscode/remedies.ts';

const { shown, executed, pressed } = vi.hoisted(() => ({
  shown: [] as string[][],
  executed: [] as unknown[][],
  pressed: { title: undefined as string | undefined },
}));

vi.mock('vscode', () => ({
  window: {
    showErrorMessage: (_: string, ...buttons: string[]) => {
      shown.push(buttons);
      return Promise.resolve(buttons.find((button) => button === pressed.title));
    },
  },
  commands: { executeCommand: (...call: unknown[]) => executed.push(call) },
}));

const url = 'https://lexica.art/api/v1/search?q=cat';
const path = '.lexiclip/concepts/cat/a.json';
const detail = 'so it said';

const failures: readonly Failure[] = [
  { kind: 'no-workspace' },
  { kind: 'restricted-mode' },
  { kind: 'no-maps' },
  { kind: 'no-images' },
  { kind: 'no-vectors' },
  { kind: 'no-clusters' },
  { kind: 'no-concepts' },
  { kind: 'nothing-fetched', reasons: [{ reason: 'gone' }] },
  { kind: 'unreachable', url, detail },
  { kind: 'host-not-found', url },
  { kind: 'timed-out', url, waitedFor: 'answer', seconds: 30 },
  { kind: 'broken-off', url, detail },
  { kind: 'proxy-refused', url, detail },
  { kind: 'http-status', url, status: 429 },
  { kind: 'http-status', url, status: 503 },
  { kind: 'challenge-page', url },
  { kind: 'not-json', url },
  { kind: 'no-images-key', url, key: 'images', setting: 'lexiclip.lexica.endpoint' },
  { kind: 'no-search-index', dataset: 'a/b', detail },
  { kind: 'dataset-refused', dataset: 'a/b', detail },
  { kind: 'no-images-in-folder', folder: '/p', skipped: [] },
  { kind: 'unknown-model', model: 'm', known: [] },
  { kind: 'model-declined', model: 'm', bytes: 1 },
  { kind: 'model-unreachable', url, detail },
  { kind: 'model-corrupt', path, detail },
  { kind: 'model-mismatch', path, detail },
  { kind: 'model-unusable', path, detail },
  { kind: 'no-nvidia-driver', found: undefined, oldest: 525 },
  { kind: 'cuda-unreachable', url, detail },
  { kind: 'cuda-corrupt', path, detail },
  { kind: 'embedded-elsewhere', endpoint: url },
  { kind: 'no-text-side', model: 'm' },
  { kind: 'endpoint-unusable', url, detail },
  { kind: 'device-failed', device: 'cuda', detail },
  { kind: 'device-unavailable', device: 'cuda', detail },
  { kind: 'inference-crashed', detail },
  { kind: 'no-such-map', name: 'umap' },
  { kind: 'imported-map', name: 'umap' },
  { kind: 'outdated-map', name: 'umap' },
  { kind: 'damaged-map', path, name: 'umap', detail },
  { kind: 'one-map-only' },
  { kind: 'nothing-selected' },
  { kind: 'disk-full', path },
  { kind: 'corrupt-file', path, detail },
  { kind: 'image-not-allowed', image: '/a.png' },
  { kind: 'not-collected', path },
  { kind: 'nothing-fetchable' },
  { kind: 'not-copied', image: 'a', detail },
  { kind: 'lock-lost', path },
];

const errors = failures.map((failure) => new LexiclipError(failure));

function titlesOf(error: unknown): readonly string[] {
  return remediesOf(error).map(({ title }) => title);
}

describe('the buttons of an error', () => {
  it.each<[RegExp, string]>([
    [/(?<!then )try again|run (it )?again|wait/i, 'Try Again'],
    [/choose.* model|\.onnx/i, 'Choose Model'],
    [/open one/, 'Open Folder'],
    [/trust the folder/, 'Manage Workspace Trust'],
    [/explore some concepts/i, 'Explore Concepts'],
    [/explore (that|its|the) folder/i, 'Explore Folder of Images'],
    [/choose another folder/i, 'Choose Another Folder…'],
    [/embed the images/i, 'Embed and Map'],
    [/make (one|another one|a new map)/i, 'New Map…'],
    [/import it again/i, 'Import Vectors or Map…'],
    [/rerun it/i, 'Update Maps'],
    [/compute it again/i, 'Compute Anew'],
    [/repair it/i, 'Open File'],
    [/setting|choose auto|choose the device|names of the dataset|proxy's address/i, 'Open Settings'],
    [/open it, and copy/i, 'Open Image'],
    [/in a browser/, 'Open in Browser'],
    [/select images on the map/i, 'Open Map'],
  ])('a sentence with %s has the button %s', (advice, title) => {
    const advising = errors.filter((error) => advice.test(describeError(error)));
    expect(advising).not.toEqual([]);
    const without = advising.filter((error) => !titlesOf(error).includes(title));
    expect(without.map(({ failure }) => failure.kind)).toEqual([]);
  });

  it('are commands that exist', () => {
    const ours = manifest.contributes.commands.map(({ command }) => command);
    for (const remedy of errors.flatMap(remediesOf)) {
      const command = 'command' in remedy ? remedy.command : '';
      if (command.startsWith('lexiclip.')) expect(ours).toContain(command);
    }
  });

  it('are each there once, the log last, where it says more than the sentence', () => {
    for (const error of [...errors, new Error('a bug')]) {
      const titles = titlesOf(error);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.slice(0, -1)).not.toContain('Show Log');
    }
    expect(titlesOf(new Error('a bug')).at(-1)).toBe('Show Log');
    expect(titlesOf(new LexiclipError({ kind: 'nothing-selected' }))).not.toContain('Show Log');
  });

  it('open no page but one that is fetched safely', () => {
    for (const bad of ['file:///etc/passwd', 'command:x', 'http://a.test/', 'no address'])
      expect(titlesOf(new LexiclipError({ kind: 'challenge-page', url: bad }))).toEqual(['Try Again']);
  });

  it('offer no editor for files of the cache', () => {
    const cached = { kind: 'corrupt-file', path: '.lexiclip/cache/index.json', detail } as const;
    expect(titlesOf(new LexiclipError(cached))).toEqual(['Try Again', 'Show Log']);
  });
});

describe('showError', () => {
  const log = { error: () => undefined, debug: () => undefined } as unknown as Parameters<
    typeof showError
  >[1];
  const failed = new LexiclipError({ kind: 'unreachable', url, detail });

  it('answers which of the caller’s buttons was pressed', async () => {
    pressed.title = 'Use Another Source';
    expect(await showError(failed, log, { own: 'Use Another Source', canRepeat: true })).toBe('own');
    expect(shown.at(-1)).toEqual(['Use Another Source', 'Try Again', 'Show Log']);
    pressed.title = 'Try Again';
    expect(await showError(failed, log, { canRepeat: true })).toBe('again');
  });

  it('offers nothing again that cannot be done again', async () => {
    pressed.title = 'Try Again';
    expect(await showError(failed, log)).toBeUndefined();
    expect(shown.at(-1)).toEqual(['Show Log']);
  });

  it('runs the command of a button, with what it is about', async () => {
    pressed.title = 'Open Settings';
    const missing = {
      kind: 'no-images-key',
      url,
      key: 'images',
      setting: 'lexiclip.lexica.endpoint',
    } as const;
    await showError(new LexiclipError(missing), log);
    expect(executed.at(-1)).toEqual(['workbench.action.openSettings', 'lexiclip.lexica.endpoint']);
  });
});
