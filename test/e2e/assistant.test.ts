import { beforeAll, describe, expect, inject, it } from 'vitest';
import { answersIn, beginCalls, otherExtension } from './calls.ts';
import { offline, withSampleCollection } from './collection.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

/* What language models are offered, as the editor calls it for them. */
describe('language model tools in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog'], (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom, ...otherExtension }),
    );
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);

  it('answers questions about the collection, and refuses what it cannot do', async () => {
    const { images } = (await session.collectionFile('concepts/cat/concept.json')) as { images: string[] };
    await beginCalls(session, [
      { name: 'lexiclip_describe_map', input: {} },
      { name: 'lexiclip_search_images', input: { query: `like:${images[0]}`, limit: 2 } },
      { name: 'lexiclip_find_outliers', input: { limit: 1 } },
      { name: 'lexiclip_compare_prompts', input: { ids: images.slice(0, 2) } },
      { name: 'lexiclip_compare_prompts', input: { ids: ['nowhere', 'never'] } },
    ]);
    const [described, found, outliers, compared, refused] = await answersIn(session);
    expect(JSON.parse(described?.text ?? '')).toMatchObject({ concepts: [{ name: 'cat' }, { name: 'dog' }] });
    expect((JSON.parse(found?.text ?? '') as { hits: object[] }).hits).toHaveLength(2);
    expect((JSON.parse(outliers?.text ?? '') as { alone: object[] }).alone).toHaveLength(1);
    expect(JSON.parse(compared?.text ?? '')).toMatchObject({
      images: [{ id: images[0] }, { id: images[1] }],
    });
    expect(refused?.error).toMatch(/has no image nowhere/);
  });

  it('asks before it fetches, and fetches then', async () => {
    const { page } = session.workbench;
    await beginCalls(session, [
      { name: 'lexiclip_explore_concepts', input: { concepts: ['tomato'], count: 2, source: 'sample' } },
    ]);
    const dialog = page.getByRole('dialog').filter({ hasText: 'tomato' });
    await dialog.waitFor();
    await session.keepScreenshot('assistant-asks');
    await dialog.getByRole('button', { name: 'Yes' }).click();
    const [explored] = await answersIn(session);
    expect(JSON.parse(explored?.text ?? '')).toMatchObject({ concepts: [{ name: 'tomato', fetched: 2 }] });
    await expect
      .poll(
        async () => ((await session.collectionFile('collection.json')) as { concepts: string[] }).concepts,
      )
      .toContain('tomato');
  });
});
