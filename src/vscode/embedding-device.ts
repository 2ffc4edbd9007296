import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod';
import { CLIP, MODELS, STAND_IN } from '../core/embed/models.ts';
import type { EmbedReport } from '../core/reports.ts';
import { deviceReason } from '../core/wording/device-reason.ts';
import { deviceTitle } from '../node/inference/devices.ts';
import { readSettings } from './config.ts';

const KEY = 'lexiclip.lastDevice';

/** What embedded last, and by which settings. */
const lastSchema = z.object({
  settings: z.string(),
  label: z.string(),
  standIn: z.boolean(),
  provider: z.string(),
  reason: z.string(),
});

/** What people read of what embeds. */
export interface DeviceText {
  readonly model: string;
  /** The same where there is little room. */
  readonly short: string;
  /** Undefined until a run has chosen one. */
  readonly device?: string | undefined;
  /** Why that one. */
  readonly reason: string;
}

/** Which model embeds, and on which device: as the last run found out, as long as the settings are the same. */
export class EmbeddingDevice {
  readonly #memory: vscode.Memento;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly onChange = this.#changes.event;
  readonly #followed: vscode.Disposable;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#followed = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('lexiclip')) this.#changes.fire();
    });
  }

  get text(): DeviceText {
    const last = lastSchema.safeParse(this.#memory.get(KEY)).data;
    if (last?.settings === settingsNow()) {
      const { label, standIn, provider, reason } = last;
      const model = standIn ? l10n.t('{0} (stand-in, not CLIP)', label) : label;
      const short = standIn ? l10n.t('stand-in') : label;
      return { model, short, device: deviceTitle(provider), reason: describeReason(reason, provider) };
    }
    const { model, inferenceEndpoint, device } = readSettings();
    const names = namesOf(model);
    if (inferenceEndpoint !== '')
      return { ...names, reason: l10n.t('A server embeds, as the settings say.') };
    if (device !== 'auto')
      return { ...names, device: deviceTitle(device), reason: describeReason(AS_CHOSEN) };
    return { ...names, reason: l10n.t('The next run finds out which device of this machine it can use.') };
  }

  /** A run has embedded, or measured. */
  note({ model, device }: Pick<EmbedReport, 'model' | 'device'>): void {
    const last: z.infer<typeof lastSchema> = {
      settings: settingsNow(),
      label: model.label,
      standIn: model.standIn,
      ...device,
    };
    void this.#memory.update(KEY, last).then(() => this.#changes.fire());
  }

  dispose(): void {
    this.#followed.dispose();
    this.#changes.dispose();
  }
}

/** What the embedder says of a device that the settings name. */
const AS_CHOSEN = 'as chosen';

function describeReason(reason: string, provider?: string): string {
  if (reason === AS_CHOSEN) return l10n.t('The settings name this device.');
  if (provider === 'server') return l10n.t('As the settings say: {0}.', reason);
  return l10n.t('Why: {0}.', deviceReason(reason));
}

function namesOf(setting: string): Pick<DeviceText, 'model' | 'short'> {
  const id = setting === '' ? CLIP.id : setting.split(':')[0];
  if (id === STAND_IN.id) return { model: STAND_IN.label, short: l10n.t('stand-in') };
  const model = MODELS.find((known) => known.id === id)?.label ?? path.basename(setting);
  return { model, short: model };
}

function settingsNow(): string {
  const { model, device, inferenceEndpoint } = readSettings();
  return JSON.stringify([model, device, inferenceEndpoint]);
}
