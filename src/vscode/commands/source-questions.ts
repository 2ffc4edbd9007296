import { DIFFUSION_DB } from '../../core/fetch/hugging-face.ts';
import { sourceIds, type SourceId } from '../../node/sources/open-source.ts';
import { askPick, type Answer, type PickItem, type Step } from '../quick-input.ts';
import type { SourceHistory } from '../source-history.ts';

const TITLE = 'Lexica: Explore Concepts';

/** What is told of each source when one is chosen. */
export interface SourceNotes {
  /** The dataset that the settings name; empty for DiffusionDB. */
  readonly dataset: string;
  readonly history: SourceHistory;
}

export function askSource(notes: SourceNotes, step: Step, title: string): Promise<Answer> {
  return askPick({
    ...step,
    title,
    placeholder: 'Where do the images come from?',
    items: sourceItems(notes),
  });
}

/** For concepts that one source could not give; undefined where the user wants none. */
export async function askOtherSource(than: SourceId, notes: SourceNotes): Promise<SourceId | undefined> {
  const items = sourceItems(notes).filter(({ value }) => value !== than);
  const placeholder = 'Which source should be used instead?';
  const { value } = await askPick({ step: 1, totalSteps: 1, title: TITLE, placeholder, items });
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
    item('lexica', 'Lexica', 'generated images with their prompts', 'CC BY-NC 4.0'),
    isOther
      ? item('huggingface', `Hugging Face (${dataset})`, 'images and texts of that dataset', 'its licence')
      : item(
          'huggingface',
          'Hugging Face (DiffusionDB)',
          'generated images with prompts and settings',
          'CC0 1.0',
        ),
    item('civitai', 'Civitai', 'generated images by tag, model:… or user:…', 'licences of their authors'),
    item(
      'sample',
      'Built-in sample',
      'drawings of the example’s twelve concepts',
      'free licences',
      'no network',
    ),
  ];
}
