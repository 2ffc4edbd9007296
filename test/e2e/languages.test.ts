import { beforeAll, describe, expect, inject, it } from 'vitest';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

const setup = inject('setup');

/* Everything is said in the language of VS Code. */
describe.each([
  {
    language: 'de',
    concepts: 'Konzepte',
    heading: 'Karte von drawings',
    gallery: 'Bildergalerie (G)',
    command: 'Konzepte erkunden',
    question: 'Woher kommen die Bilder?',
  },
  {
    language: 'zh-cn',
    concepts: '概念',
    heading: 'drawings 的地图',
    gallery: '图库（G）',
    command: '探索概念',
    question: '图像来自哪里？',
  },
])('a real VS Code in $language', ({ language, concepts, heading, gallery, command, question }) => {
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog'], (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom, language }),
    );
    explorer = new Explorer(session.workbench);
    return () => session.close();
  });

  eachTestStartsAnew(() => session);

  it('has its sidebar, its page, its commands and its questions in that language', async () => {
    const { workbench } = session;
    await workbench.treeRow(concepts).waitFor();
    await explorer.open();
    expect(await explorer.find('html').getAttribute('lang')).toBe(language);
    expect(await explorer.find('h1').textContent()).toBe(heading);
    await explorer.find(`button[aria-label="${gallery}"]`).click();
    await explorer.find('.grid .cell').first().waitFor();
    await session.keepScreenshot(`language ${language}`);
    // Who knows a command by its English name finds it, too.
    for (const typed of [command, 'Explore Concepts']) {
      await workbench.page.keyboard.press('F1');
      await workbench.quickInput.locator('input[type="text"]').fill(`>${typed}`);
      const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: command }).first().waitFor();
      if (typed === command) await workbench.page.keyboard.press('Escape');
      else await rows.filter({ hasText: command }).first().click();
    }
    await workbench.question(question).waitFor();
    await session.keepScreenshot(`language ${language} question`);
    await workbench.page.keyboard.press('Escape');
  });
});
