import * as l10n from '@vscode/l10n';

/** An element with a class and children: text, or other elements. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** A button that shows an icon of the Codicon font; `label` is its name and its tooltip. */
export function iconButton(icon: string, label: string, onClick: () => void): HTMLButtonElement {
  const glyph = element('span', `codicon codicon-${icon}`);
  glyph.ariaHidden = 'true';
  const button = element('button', 'icon-button', glyph);
  button.type = 'button';
  button.title = label;
  button.ariaLabel = label;
  button.addEventListener('click', onClick);
  return button;
}

/** A button that shows words. */
export function textButton(className: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', className, label);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}

/** Whether keys are letters where the keyboard is, and no commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && ['checkbox', 'radio', 'button', 'range'].includes(target.type))
    return false;
  return target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;
}

/** Whether a dialog is over the page: what is below it takes no focus. */
export function isModal(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** Whether the user asked their system for less movement. */
export function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** What the key is called with which one undoes, adds and so on. */
export function commandKey(): string {
  return navigator.platform.startsWith('Mac') ? 'Cmd' : l10n.t({ message: 'Ctrl', comment: 'A key' });
}
