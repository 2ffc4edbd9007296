import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../../core/errors.ts';
import { writeWhole } from '../../node/exchange/exchange.ts';
import type { MapPictureWish } from '../../protocol/explorer.ts';
import { askText, pickOne } from '../quick-input.ts';
import type { CommandContext } from './context.ts';
import { askOutput } from './save-dialog.ts';
import { tellWritten } from './tell-written.ts';

type Wish = Pick<MapPictureWish, 'width' | 'height' | 'scale'>;

const sizes = (): readonly {
  readonly label: string;
  readonly description: string;
  readonly wish: Wish | undefined;
}[] => [
  { label: '1600 × 1200', description: l10n.t('for a page'), wish: { width: 1600, height: 1200, scale: 1 } },
  { label: '1920 × 1080', description: l10n.t('for a slide'), wish: { width: 1920, height: 1080, scale: 1 } },
  {
    label: '3200 × 2400',
    description: l10n.t('the first, twice as sharp'),
    wish: { width: 1600, height: 1200, scale: 2 },
  },
  {
    label: '3840 × 2160',
    description: l10n.t('the second, twice as sharp'),
    wish: { width: 1920, height: 1080, scale: 2 },
  },
  { label: l10n.t('Other Size…'), description: l10n.t('up to 8192 pixels'), wish: undefined },
];
const MOST_PIXELS = 8192;

/** **Lexica: Export Map as Image…**: the map as it is looked at, with its title and its legend. */
export async function exportMapImage({ sessions, panels }: CommandContext): Promise<void> {
  const session = await sessions.choose();
  if (session === undefined) return;
  const panel = await panels.current(session);
  const formats = [
    { label: 'PNG', description: l10n.t('pixels, with pictures where the map shows them'), format: 'png' },
    { label: 'SVG', description: l10n.t('shapes and text, to be edited'), format: 'svg' },
  ] as const;
  const title = l10n.t('LexiCLIP: Export Map as Image');
  const chosen = await pickOne(formats, { title, placeholder: l10n.t('As what?'), ignoreFocusOut: true });
  if (chosen === undefined) return;
  const { format } = chosen;
  const size = await pickOne(sizes(), { title, placeholder: l10n.t('How large?'), ignoreFocusOut: true });
  const wish = size === undefined ? undefined : (size.wish ?? (await askSize(title)));
  if (wish === undefined) return;
  const output = await askOutput(session, `map.${format}`, { title, filters: { [chosen.label]: [format] } });
  if (output === undefined) return;
  const { folder, works } = session;
  await works.run({ title: 'LexiCLIP', folder }, async ({ signal, onProgress }) => {
    onProgress({ stage: 'export', done: 0, total: 1, message: l10n.t('the map') });
    const bytes = await panel.picture({ format, ...wish });
    if (bytes === undefined) throw new LexiclipError({ kind: 'no-maps' });
    signal.throwIfAborted();
    await writeWhole(output, bytes);
  });
  tellWritten(l10n.t('The map is in {0}.', path.basename(output)), output);
}

async function askSize(title: string): Promise<Wish | undefined> {
  const text = await askText({
    title,
    placeholder: '1600x1200',
    prompt: l10n.t('Width and height in pixels.'),
    value: '1600x1200',
    problem: (given) =>
      sizeIn(given) === undefined
        ? l10n.t('Two numbers from 100 to {0}, such as 1600x1200.', MOST_PIXELS)
        : undefined,
  });
  return text === undefined ? undefined : sizeIn(text);
}

function sizeIn(text: string): Wish | undefined {
  const [, width = NaN, height = NaN] = (/^(\d{3,4})\s*[x×]\s*(\d{3,4})$/.exec(text.trim()) ?? []).map(
    Number,
  );
  return width >= 100 && height >= 100 && Math.max(width, height) <= MOST_PIXELS
    ? { width, height, scale: 1 }
    : undefined;
}
