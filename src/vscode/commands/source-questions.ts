import * as l10n from '@vscode/l10n';
import { DIFFUSION_DB } from '../../core/fetch/hugging-face.ts';
import { sourceIds, type SourceId } from '../../node/sources/open-source.ts';
import { askPick, type Answer, type PickItem, type Step } from '../quick-input.ts';
import type { SourceHistory } from '../source-history.ts';

/** What is told of each source when one is chosen. */
export interface SourceNotes {
  /** Of the questions: what is done, and in which folder. */
  readonly title: string;
  /** The dataset that the settings name; empty for DiffusionDB. */
  readonly dataset: string;
  readonly history: SourceHistory;
}

export function askSource(notes: SourceNotes, step: Step): Promise<Answer> {
  return askPick({
    ...step,
    title: notes.title,
    placeholder: l10n.t('Where do the images come from?'),
    items: sourceItems(notes),
  });
}

/** For concepts that one source could not give; undefined where the user wants none. */
export async function askOtherSource(than: SourceId, notes: SourceNotes): Promise<SourceId | undefined> {
  const items = sourceItems(notes).filter(({ value }) => value !== than);
  const placeholder = l10n.t('Which source should be used instead?');
  const { value } = await askPick({ step: 1, totalSteps: 1, title: notes.title, placeholder, items });
  return sourceIds.find((id) => id === value);
}

/** What each has, its licence, and how it answered last in this window. */
function sourceItems({ dataset, history }: SourceNotes): PickItem[] {
  const isOther = dataset !== '' && dataset !== DIFFUSION_DB.dataset;
  const item = (value: SourceId, label: string, ...words: string[]): PickItem => {
    const last = history.describe(value);
    return { label, description: [...words, ...(last === undefined ? [] : [last])].join(' · '), value };
  };
  return [
    item('lexica', 'Lexica', l10n.t('generated images with their prompts'), 'CC BY-NC 4.0'),
    isOther
      ? item(
          'huggingface',
          `Hugging Face (${dataset})`,
          l10n.t('images and texts of that dataset'),
          l10n.t('its licence'),
        )
      : item(
          'huggingface',
          'Hugging Face (DiffusionDB)',
          l10n.t('generated images with prompts and settings'),
          'CC0 1.0',
        ),
    item(
      'civitai',
      'Civitai',
      l10n.t('generated images by tag, model:… or user:…'),
      l10n.t('licences of their authors'),
    ),
    item(
      'sample',
      l10n.t('Built-in sample'),
      l10n.t('drawings of the example’s twelve concepts'),
      l10n.t('free licences'),
      l10n.t('no network'),
    ),
  ];
}
