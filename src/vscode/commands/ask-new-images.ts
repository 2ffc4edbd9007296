import * as l10n from '@vscode/l10n';
import { newImagesChoices, type NewImagesChoice } from '../../core/reports.ts';
import { readSettings, setNewImages } from '../config.ts';
import { pickOne, type ListItem } from '../quick-input.ts';
import type { FolderSession } from '../sessions/folder-session.ts';

interface ChoiceItem extends ListItem {
  readonly choice: NewImagesChoice;
}

function itemOf(choice: NewImagesChoice): ChoiceItem {
  switch (choice) {
    case 'place':
      return {
        choice,
        label: l10n.t('Keep positions, insert new'),
        detail: l10n.t(
          'Each new image goes beside those it is like. Fastest; after many, the map fits them less well.',
        ),
      };
    case 'refit':
      return {
        choice,
        label: l10n.t('Update the layout gently'),
        detail: l10n.t('All images move a little to make room; each stays in its region of the map.'),
      };
    case 'anew':
      return {
        choice,
        label: l10n.t('Recompute from scratch'),
        detail: l10n.t('As if all images had come at once; each may land anywhere on the map.'),
      };
  }
}

/**
 * What becomes of the maps of a folder when images are added to them: as the setting says, else as the user
 * answers, which becomes the folder's setting. Undefined where there is nothing to ask, `cancelled` where the user
 * gave up.
 * @param mayBring Whether images may be added to maps at all.
 */
export async function askNewImages(
  session: FolderSession,
  mayBring: () => Promise<boolean>,
): Promise<NewImagesChoice | 'cancelled' | undefined> {
  const { folder } = session;
  const { newImages } = readSettings(folder);
  if (newImages !== 'ask') return newImages;
  if (!(await mayBring())) return undefined;
  const picked = await pickOne<ChoiceItem>(newImagesChoices.map(itemOf), {
    title: l10n.t('LexiCLIP: Existing Maps: What to Do with New Images?'),
    placeholder: l10n.t('Your answer becomes this folder’s setting lexiclip.newImages'),
    ignoreFocusOut: true,
  });
  if (picked === undefined) return 'cancelled';
  await setNewImages(folder, picked.choice);
  return picked.choice;
}
