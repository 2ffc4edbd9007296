import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { explorePlanted, LARGE, PEAR } from '../integration/planted.ts';
import { violations } from './accessible.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { layoutProblems } from './layout-problems.ts';
import { succeeds, unanswered, until } from './until.ts';

/** Of the page, and of the window. */
const widths = {
  '1400': { width: 1400, height: 900 },
  '500': { width: 500, height: 900 },
  '300': { width: 300, height: 900 },
  /** 1400 by 900 at 200 %: half as many CSS pixels. */
  '200 %': { width: 700, height: 450 },
} as const;
type Width = keyof typeof widths;

type Themes = readonly (readonly [theme: string, kind: string, widths: readonly Width[]])[];

/** Themes with the classes that VS Code gives pages in them. */
const themes: Themes = [
  ['Default Dark Modern', 'vscode-dark', ['1400', '500', '300', '200 %']],
  ['Default Light Modern', 'vscode-light', ['1400', '300']],
  ['Default High Contrast', 'vscode-high-contrast', ['1400', '300']],
  ['Default High Contrast Light', 'vscode-high-contrast-light', ['1400', '300']],
];

/* What the page looks like: in every theme, narrow, at twice the size, and in every language. */
describe.each([
  { language: 'en', looks: themes },
  // Its words are longer. Chinese ones are shorter, and machines that test may have no font for them.
  { language: 'de', looks: themes.slice(0, 1) },
])('the page at every width in a real VS Code in $language', ({ language, looks }) => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const folder = await mkdtemp(join(tmpdir(), 'lexiclip-widths-'));
    await explorePlanted(folder);
    session = await openSession({
      settings: offline,
      workspaceFrom: folder,
      language,
      keybindings: [
        { key: 'ctrl+alt+s', command: 'workbench.action.closeSidebar' },
        { key: 'ctrl+alt+g', command: 'workbench.action.closeEditorsInOtherGroups' },
        { key: 'ctrl+alt+d', command: 'lexiclip.findDuplicates' },
        { key: 'ctrl+alt+f', command: 'lexiclip.findOutliers' },
      ],
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await rm(folder, { recursive: true });
    };
  });

  eachTestStartsAnew(
    () => session,
    () => void session.workbench.page.setViewportSize(widths[1400]),
  );
  beforeEach(async () => {
    await explorer.open();
    const sidebar = session.workbench.page.locator('.part.sidebar');
    await until('the sidebar is hidden', async () => {
      await session.workbench.page.keyboard.press('Control+Alt+s');
      return !(await sidebar.isVisible());
    });
  });

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await session.workbench.page.keyboard.press(key);
  };
  const onMap = (): Promise<void> => explorer.find('.map-surface').focus();

  /** Makes the window so large that the page, without what VS Code has beside it, is of a width. */
  async function resize(size: Width): Promise<void> {
    const { page } = session.workbench;
    const { width, height } = widths[size];
    await until(`the page is ${width} wide`, async () => {
      const frame = (await page.locator('iframe.webview.ready').boundingBox())?.width ?? NaN;
      const { width: whole = NaN } = page.viewportSize() ?? {};
      if (Math.abs(frame - width) < 1) return true;
      await page.setViewportSize({ width: Math.round(whole + width - frame), height });
      return false;
    });
  }

  /** What is looked at: how it is opened, what is there then, and how it is closed. */
  const screens: readonly (readonly [
    name: string,
    open: () => Promise<void>,
    sign: string,
    close: () => Promise<void>,
  ])[] = [
    ['map', onMap, '.map-surface', () => Promise.resolve()],
    [
      'selection',
      async () => {
        await onMap();
        await press('Control+a');
      },
      '.selection-bar',
      () => press('Escape'),
    ],
    [
      'gallery',
      async () => {
        await onMap();
        await press('g');
      },
      '.grid:not(.grid-list) .cell',
      () => press('g'),
    ],
    [
      'list',
      async () => {
        await onMap();
        await press('l');
      },
      '.grid-list .cell',
      async () => {
        await explorer.find('button:has(.codicon-list-unordered)').click();
        await explorer.find('.gallery-header button:has(.codicon-close)').click();
      },
    ],
    [
      'search',
      async () => {
        await press('/');
        await session.workbench.page.keyboard.type('con');
      },
      '.search-offer',
      () => press('Escape', 'Escape', 'Escape'),
    ],
    [
      'image',
      async () => {
        await onMap();
        const prompt = session.workbench.page.locator('.tab').filter({ hasText: '.json' });
        // Keys that come before what was found is cleared have no effect.
        await until('a prompt is open', async () => {
          await press('0', 'ArrowRight', 'Enter');
          return succeeds(prompt.waitFor({ timeout: unanswered }));
        });
        await until('the prompt is closed again', async () => {
          await press('Control+Alt+g');
          return (await prompt.count()) === 0;
        });
      },
      '.image-panel .near-image',
      async () => {
        await explorer.find('.image-panel button:has(.codicon-close)').click();
        await session.workbench.pressUntil('Control+Alt+o', explorer.find('.map-surface:focus'));
        await press('Escape');
      },
    ],
    [
      'find menu',
      async () => {
        // An editor that closes takes the focus with it, which closes the menu.
        await until('the menu is open', async () => {
          await explorer.find('.find-menu > button').focus();
          await press('ArrowDown');
          return explorer.find('.find-menu-entry:focus').first().isVisible();
        });
      },
      '.find-menu-entry',
      () => press('Escape'),
    ],
    [
      'odd ones',
      async () => {
        await session.workbench.pressUntil('Control+Alt+f', explorer.find('.odd-one').first());
      },
      '.odd-one',
      () => explorer.find('.findings button:has(.codicon-close)').click(),
    ],
    [
      'near-duplicates',
      async () => {
        await session.workbench.pressUntil('Control+Alt+d', explorer.find('.twin-set').first());
      },
      '.twin-set',
      () => explorer.find('.findings button:has(.codicon-close)').click(),
    ],
    [
      'comparison',
      () =>
        explorer.find('body').evaluate(
          (_body, ids) => {
            // As the extension tells it after “Compare Images in a Table”.
            (globalThis as unknown as { postMessage(message: unknown): void }).postMessage({
              type: 'compare',
              ids,
            });
          },
          [PEAR, LARGE],
        ),
      'dialog.comparison[open] td',
      async () => {
        await explorer.find('.comparison-content').focus();
        await press('Escape');
      },
    ],
    [
      'keys',
      async () => {
        await onMap();
        await press('?');
      },
      'dialog.key-list[open]',
      () => press('Escape'),
    ],
  ];

  it.each(looks)('is whole in %s', async (theme, kind, sizes) => {
    await session.set('workbench.colorTheme', theme);
    await explorer.find(`body.${kind}`).waitFor();
    const problems: string[] = [];
    for (const [name, open, sign, close] of screens) {
      await open();
      await explorer.find(sign).first().waitFor();
      for (const size of sizes) {
        await resize(size);
        // What moves with the width has moved.
        await explorer.places([PEAR]);
        await session.keepScreenshot(`width ${size} ${name} ${kind} ${language}`);
        const found = [
          ...(await layoutProblems(explorer.find('body'))),
          ...(await violations(explorer.find('body'))),
        ];
        problems.push(...found.map((problem) => `${name} at ${size}: ${problem}`));
      }
      await resize('1400');
      await close();
      await explorer
        .find(sign === '.map-surface' ? '.nothing' : sign)
        .first()
        .waitFor({ state: 'hidden' });
    }
    expect(problems).toEqual([]);
  });
});
