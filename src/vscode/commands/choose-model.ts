import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describeBytes } from '../../core/bytes.ts';
import { CLIP, STAND_IN } from '../../core/embed/models.ts';
import { installationPaths } from '../../node/installation-paths.ts';
import { modelInventory, removeModel, type ModelStatus } from '../../node/models/inventory.ts';
import { readSettings, setModel } from '../config.ts';
import { confirm, showInformation } from '../messages.ts';
import { createPick, setItems, type ListItem } from '../quick-input.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { withCollection } from '../sessions/with-collection.ts';
import type { CommandContext } from './context.ts';

function removeButton(): vscode.QuickInputButton {
  const tooltip = l10n.t('Remove its files from this machine');
  return { iconPath: new vscode.ThemeIcon('trash'), tooltip };
}

interface ModelItem extends ListItem {
  readonly status?: ModelStatus;
}

/** **Lexica: Choose Model**: the models that there are, what of them is here, or a file of one's own. */
export async function chooseModel({ sessions }: CommandContext): Promise<void> {
  const cache = installationPaths(sessions.installation.fsPath).modelCache;
  const chosen = await pickModel(cache);
  if (chosen === undefined) return;
  const model = chosen.status === undefined ? await askFile() : chosen.status.model.id;
  if (model === undefined) return;
  await setModel(model === CLIP.id ? undefined : model);
  const label = chosen.status?.model.label ?? model;
  void tellChosen(label, sessions);
}

/** Tells which model it is now, with the button that uses it where there are images. */
async function tellChosen(label: string, { all }: FolderSessions): Promise<void> {
  if ((await withCollection(all)).length === 0) {
    await showInformation(l10n.t('{0} is the model now. It embeds the next images.', label));
    return;
  }
  const message = l10n.t(
    '{0} is the model now. The images that are here are not embedded with it yet.',
    label,
  );
  const embed = l10n.t('Embed and Map');
  if ((await showInformation(message, embed)) === embed)
    await vscode.commands.executeCommand('lexiclip.embedAndMap');
}

async function pickModel(cache: string): Promise<ModelItem | undefined> {
  const pick = createPick<ModelItem>({
    title: l10n.t('LexiCLIP: Choose Model'),
    placeholder: l10n.t(
      'Which model places images on the map? It is downloaded on first use, after a question.',
    ),
  });
  pick.matchOnDetail = true;
  const fill = async (): Promise<void> => {
    setItems(pick, await items(cache));
  };
  await fill();
  pick.onDidTriggerItemButton(({ item }) => {
    if (item.status === undefined) return;
    void remove(item.status, cache).then(fill);
  });
  try {
    return await new Promise<ModelItem | undefined>((resolve) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

async function items(cache: string): Promise<readonly ModelItem[]> {
  const current = readSettings().model;
  const known = (await modelInventory(cache)).map((status): ModelItem => {
    const { model, bytes } = status;
    const isCurrent = current === model.id || (current === '' && model.id === CLIP.id);
    const licence = { licence: model.licence };
    const detail =
      model.text === undefined
        ? l10n.t('images only · licence: {licence}', licence)
        : l10n.t('images and words · licence: {licence}', licence);
    const [first] = model.variants;
    const here =
      bytes > 0
        ? l10n.t('{0} on this machine', describeBytes(bytes))
        : l10n.t('{0} to download', describeBytes(first?.bytes ?? 0));
    return {
      status,
      label: model.label,
      ...(isCurrent ? { icon: 'check' } : {}),
      description: here,
      detail,
      buttons: bytes > 0 ? [removeButton()] : [],
    };
  });
  const isOwn =
    current !== '' && current !== STAND_IN.id && !known.some(({ status }) => status?.model.id === current);
  const file: ModelItem = {
    icon: 'folder-opened',
    label: l10n.t('A File of Your Own…'),
    detail: l10n.t('an image encoder (.onnx), or the description of a model (.json)'),
    ...(isOwn ? { description: current } : {}),
  };
  return [...known, file];
}

async function remove({ model, bytes }: ModelStatus, cache: string): Promise<void> {
  const question = l10n.t('Remove {0} ({1}) from this machine?', model.label, describeBytes(bytes));
  const detail = l10n.t('Vectors and maps stay. Other programs that use the hub’s cache share these files.');
  const remove = l10n.t('Remove');
  if ((await confirm('warning', question, [detail], remove)) === remove) await removeModel(model, cache);
}

async function askFile(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: l10n.t('Choose a Model'),
    filters: { [l10n.t('Model or its description')]: ['onnx', 'json'] },
  });
  return chosen?.[0]?.fsPath;
}
