import * as l10n from '@vscode/l10n';
import type { Findings } from '../../src/core/explore/findings.ts';
import type { FromPage } from '../../src/protocol/explorer.ts';
import type { Drawn } from '../detail/looked-at.ts';
import { element, iconButton } from '../dom.ts';
import type { Host } from '../host.ts';
import { onKeys } from '../keys/on-keys.ts';
import { closeKeys } from '../keys/tables.ts';
import { Looks } from './looks.ts';
import { OddOnesView } from './odd-ones.ts';
import { TwinsView } from './twins.ts';

export interface FindingsListener {
  /** An image is to be shown on the map. */
  onShow(id: string): void;
}

/** Beside the map: what was found out of place, or double. */
export class FindingsPanel {
  readonly element = element('section', 'findings');
  readonly #post: (message: FromPage) => void;
  readonly #looks: Looks;
  readonly #title = element('h2', 'findings-title');
  readonly #content = element('div', 'findings-content');
  readonly #oddOnes: OddOnesView;
  readonly #twins: TwinsView;
  #findings: Findings | undefined;

  constructor(host: Host, listener: FindingsListener) {
    this.#post = (message) => host.post(message);
    this.#looks = new Looks(host);
    const onShow = (id: string): void => listener.onShow(id);
    this.#oddOnes = new OddOnesView({
      onShow,
      onOpen: (id) => {
        host.post({ type: 'openPrompt', id, pin: false });
        listener.onShow(id);
      },
      onAct: (action, id, concept) => host.post({ type: 'actOnFinding', action, id, concept }),
      onKind: (outliers) => host.post({ type: 'lookAtFindings', outliers }),
    });
    this.#twins = new TwinsView({
      onShow,
      onSimilarity: (similarity) => host.post({ type: 'askFindings', kind: 'duplicates', similarity }),
      onTake: (going, how) => host.post({ type: 'keepers', going, how }),
    });
    const close = iconButton('close', l10n.t('Close (Escape)'), () => this.#close());
    this.element.append(element('header', 'findings-header', this.#title, close), this.#content);
    this.element.hidden = true;
    onKeys(this.element, closeKeys, { close: () => this.#close() });
  }

  /** @param findings Null when it is not looked at any more. */
  receive(findings: Findings | null): void {
    const before = this.#findings?.kind;
    this.#findings = findings ?? undefined;
    if (findings === null) this.element.hidden = true;
    else if (findings.kind !== before) this.#begin(findings);
    this.#draw();
    if (findings !== null && findings.kind !== before) this.#view(findings).focus();
  }

  /** The map or its colours are others by now. */
  show(drawn: Drawn): void {
    if (this.#looks.show(drawn)) this.#draw();
  }

  #begin(findings: Findings): void {
    const isTwins = findings.kind === 'duplicates';
    this.#title.textContent = isTwins ? l10n.t('Near-Duplicates') : l10n.t('Odd Ones');
    this.element.ariaLabel = this.#title.textContent;
    this.element.classList.toggle('findings-wide', isTwins);
    this.#content.replaceChildren(this.#view(findings).element);
    this.element.hidden = false;
  }

  #draw(): void {
    const findings = this.#findings;
    if (findings?.kind === 'outliers') this.#oddOnes.show(findings, this.#looks);
    else if (findings?.kind === 'duplicates') this.#twins.show(findings, this.#looks);
  }

  #view({ kind }: Findings): OddOnesView | TwinsView {
    return kind === 'outliers' ? this.#oddOnes : this.#twins;
  }

  #close(): void {
    this.#findings = undefined;
    this.element.hidden = true;
    this.#post({ type: 'closeFindings' });
  }
}
