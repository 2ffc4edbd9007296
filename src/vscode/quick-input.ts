import * as vscode from 'vscode';
import { plainText } from '../core/plain-text.ts';

/*
 * The only lists and input boxes. VS Code draws icons (`$(name)`) in their texts and makes links below the field, so
 * what comes from elsewhere is made plain here.
 */

/** Of a text that can be edited: more than any name has. */
const LONGEST_TEXT = 2000;

/** An entry of a list. */
export interface ListItem extends vscode.QuickPickItem {
  /** The name of an icon of VS Code's, before the label. */
  readonly icon?: string;
}

export interface ListTexts {
  readonly title: string;
  readonly placeholder: string;
}

/** A list that is still to be filled and shown. */
export function createPick<T extends ListItem>({ title, placeholder }: ListTexts): vscode.QuickPick<T> {
  const pick = vscode.window.createQuickPick<T>();
  pick.title = plainText(title);
  pick.placeholder = plainText(placeholder);
  return pick;
}

export function setItems<T extends ListItem>(pick: vscode.QuickPick<T>, items: readonly T[]): void {
  pick.items = items.map(plainItem);
}

/** One of a list, or undefined where the user picks none. */
export function pickOne<T extends ListItem>(
  items: readonly T[],
  {
    title,
    placeholder,
    ...options
  }: ListTexts & Pick<vscode.QuickPickOptions, 'ignoreFocusOut' | 'matchOnDescription'>,
): Thenable<T | undefined> {
  const texts = { title: plainText(title), placeHolder: plainText(placeholder) };
  return vscode.window.showQuickPick(items.map(plainItem), { ...options, ...texts });
}

interface TextQuestion extends ListTexts {
  readonly prompt: string;
  /** What stands in the field at first. */
  readonly value?: string;
  /** What is wrong with a text, or undefined: it is told at once, and such a text is not accepted. */
  readonly problem?: (text: string) => string | undefined;
}

/** A text, or undefined where the user gives none. It is not lost where a notification or the map takes the focus. */
export function askText({
  title,
  placeholder,
  prompt,
  value = '',
  problem,
}: TextQuestion): Thenable<string | undefined> {
  const validateInput = (text: string): string | undefined => {
    const wrong = problem?.(text);
    return wrong === undefined ? undefined : plainText(wrong);
  };
  return vscode.window.showInputBox({
    title: plainText(title),
    placeHolder: plainText(placeholder),
    prompt: plainText(prompt),
    ignoreFocusOut: true,
    ...(value === '' ? {} : { value: plainText(value, LONGEST_TEXT) }),
    ...(problem === undefined ? {} : { validateInput }),
  });
}

function plainItem<T extends ListItem>(item: T): T {
  const icon = item.icon === undefined ? '' : `$(${item.icon}) `;
  const plain = { ...item, label: icon + plainText(item.label) };
  if (item.description !== undefined) plain.description = plainText(item.description);
  if (item.detail !== undefined) plain.detail = plainText(item.detail);
  return plain;
}

/** How a question ended. */
export interface Answer {
  readonly kind: 'accepted' | 'back' | 'cancelled';
  readonly value?: string;
}

/** Where a question stands among others. */
export interface Step {
  readonly step: number;
  readonly totalSteps: number;
}

interface Question extends Step {
  readonly title: string;
}

export type AskedQuestion = (step: Step, before: string | undefined) => Promise<Answer>;

/**
 * Asks questions one after the other, with Back; each is told what was answered to it before, if anything.
 * The answers in order, or undefined where the user gave up.
 * @param asked The questions, or what they are after the answers so far: an answer that changes drops those after it.
 */
export async function askInTurn(
  asked: readonly AskedQuestion[] | ((answers: readonly string[]) => readonly AskedQuestion[]),
): Promise<readonly string[] | undefined> {
  const answers: string[] = [];
  for (let at = 0; ;) {
    const questions = typeof asked === 'function' ? asked(answers) : asked;
    if (at >= questions.length) return answers;
    const answer = await questions[at]?.({ step: at + 1, totalSteps: questions.length }, answers[at]);
    if (answer === undefined || answer.kind === 'cancelled') return undefined;
    if (typeof asked === 'function' && answer.value !== answers[at] && answer.kind === 'accepted')
      answers.length = at;
    if (answer.value !== undefined) answers[at] = answer.value;
    at = Math.max(0, at + (answer.kind === 'back' ? -1 : 1));
  }
}

export interface PickItem extends ListItem {
  readonly value: string;
}

/** A line with a title between items; it cannot be picked. */
export function separator(title: string): PickItem {
  return { label: title, kind: vscode.QuickPickItemKind.Separator, value: '' };
}

interface PickQuestion extends Question {
  readonly placeholder: string;
  readonly items: readonly PickItem[];
  /** An item for what is typed; without it, typing only filters. */
  readonly itemFor?: (typed: string) => PickItem | undefined;
}

/** A choice from a list, where something of one's own may be typed. */
export function askPick({ placeholder, items, itemFor, ...question }: PickQuestion): Promise<Answer> {
  const pick = createPick<PickItem>({ title: question.title, placeholder });
  setItems(pick, items);
  let typedItem: PickItem | undefined;
  // Who types and presses Enter at once is faster than the list: until it shows what was typed, that is meant.
  let listIsBehind = false;
  pick.onDidChangeValue((typed) => {
    typedItem = itemFor?.(typed);
    listIsBehind = typedItem !== undefined;
    setItems(pick, typedItem === undefined ? items : [{ ...typedItem, alwaysShow: true }, ...items]);
  });
  pick.onDidChangeActive(([now]) => {
    if (now?.value === typedItem?.value) listIsBehind = false;
  });
  return ask(pick, question, () => (listIsBehind ? typedItem : pick.selectedItems[0])?.value);
}

interface InputQuestion extends Question {
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with a text, or undefined. */
  readonly problem: (text: string) => string | undefined;
}

/** A text; it is not accepted while something is wrong with it. */
export function askInput({ prompt, value, problem, ...question }: InputQuestion): Promise<Answer> {
  const input = vscode.window.createInputBox();
  input.prompt = plainText(prompt);
  input.value = value;
  input.onDidChangeValue((text) => {
    const wrong = problem(text);
    input.validationMessage = wrong === undefined ? undefined : plainText(wrong);
  });
  return ask(input, question, () => (problem(input.value) === undefined ? input.value : undefined));
}

/** Shows an input until it is accepted with a value, left by Back, or hidden. */
async function ask(
  input: vscode.QuickPick<PickItem> | vscode.InputBox,
  { title, step, totalSteps }: Question,
  read: () => string | undefined,
): Promise<Answer> {
  input.title = plainText(title);
  // "1/1" would say nothing.
  if (totalSteps > 1) Object.assign(input, { step, totalSteps });
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  input.ignoreFocusOut = true;
  try {
    return await new Promise<Answer>((resolve) => {
      input.onDidAccept(() => {
        const value = read();
        if (value !== undefined) resolve({ kind: 'accepted', value });
      });
      input.onDidTriggerButton(() => resolve({ kind: 'back' }));
      input.onDidHide(() => resolve({ kind: 'cancelled' }));
      input.show();
    });
  } finally {
    input.dispose();
  }
}
