import ts from 'typescript';

/** A text of the sources, and where it stands: `src/core/wording.ts:12`. */
export interface Text {
  readonly text: string;
  readonly at: string;
}

/** What a file says to users, and what it says in a way that cannot be translated. */
export interface Texts {
  /** The messages of `l10n.t`, as the bundles name them. */
  readonly messages: readonly Text[];
  /** What a translator cannot work with. */
  readonly faults: readonly Text[];
  /** What reads like a sentence or a name for users, and is not passed to `l10n.t`. */
  readonly unsaid: readonly Text[];
}

/** Calls whose texts no user reads, or which are names of classes and the like. */
const technical =
  /(^|\.)((log|logger)\.(trace|debug|info|warn|error)|querySelector(All)?|closest|matches|getContext|addEventListener|toggleAttribute|classList\.\w+|add|describe|executeCommand|registerCommand|getConfiguration|endsWith|startsWith|includes|join|split|indexOf|removeAttribute)$/;
const errors = /^(Error|TypeError|RangeError|DOMException|RegExp|Intl\.\w+|Worker|Event|CustomEvent)$/;
/** Names of keys and of what HTTP, HTML and the like call so. */
const names =
  /^(Enter|Escape|Tab|Space|Home|End|Delete|Backspace|Insert|Control|Shift|Alt|Meta|Arrow(Left|Right|Up|Down)|Page(Up|Down)|GET|POST|HEAD|Accept|Authorization|Location|Range|Host|UTF-8|Infinity|NaN)$/;

/** Whether people are meant to read it: several words, or one that begins a title. */
function isProse(text: string): boolean {
  if (names.test(text)) return false;
  return /[A-Za-z’]{2,}[.,;:!?]? [A-Za-z“({]/.test(text) || /^[A-Z][a-z]+(…|\.{3}|:)?$/.test(text);
}

const isFunction = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) ||
  (ts.isPropertyDeclaration(node) &&
    !(node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false));

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

/** Whether what a call answers becomes a part of a longer sentence. Whole sentences may follow each other. */
function isConcatenated(call: ts.CallExpression): boolean {
  const { parent } = call;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.PlusToken;
  if (!ts.isTemplateSpan(parent)) return false;
  const text = textOf(parent.parent) ?? '';
  return /\p{L}/u.test(text.replaceAll('{}', ''));
}

/** The message of a call of `l10n.t`, with its comment as VS Code keeps it; undefined where it is not written out. */
function messageOf({ arguments: [first] }: ts.CallExpression): string | undefined {
  if (first === undefined) return undefined;
  if (!ts.isObjectLiteralExpression(first)) return ts.isStringLiteralLike(first) ? first.text : undefined;
  const property = (name: string): string | undefined => {
    const found = first.properties.find((one) => one.name?.getText() === name);
    if (found === undefined || !ts.isPropertyAssignment(found)) return undefined;
    return ts.isStringLiteralLike(found.initializer) ? found.initializer.text : undefined;
  };
  const [message, comment] = [property('message'), property('comment')];
  return message === undefined || comment === undefined ? message : `${message}/${comment}`;
}

function isTechnical(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isCallExpression(node)) return technical.test(node.expression.getText());
  return ts.isNewExpression(node) && errors.test(node.expression.getText());
}

/** What a technical call is made on may be said to users: `[…].join(' ')`. */
function isCalled(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

const comparisons = [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken];

/** Whether the text is a key that code goes by. */
function isKey(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return comparisons.includes(parent.operatorToken.kind);
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isCaseClause(parent) || ts.isElementAccessExpression(parent);
}

/** Functions of the page whose argument at that place is a list of classes or the name of an icon. */
const classesOf: Readonly<Record<string, number>> = { element: 1, textButton: 0, iconButton: 0, icon: 0 };
const looks = /\.(className|font|transform|id)$/;

/** Whether the text is the classes or another look of an element. */
function isLook(node: ts.Node): boolean {
  let at = node;
  while (ts.isConditionalExpression(at.parent) || ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isCallExpression(parent))
    return parent.arguments[classesOf[parent.expression.getText()] ?? -1] === at;
  return ts.isBinaryExpression(parent) && parent.right === at && looks.test(parent.left.getText());
}

/** Reads a file of the sources. @param file From the repository's root. */
export function textsIn(file: string, source: string): Texts {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const [messages, faults, unsaid]: [Text[], Text[], Text[]] = [[], [], []];
  /** @param isWithin A function. @param isQuiet Within what no user reads, but for what is said in it. */
  const visit = (node: ts.Node, isWithin: boolean, isQuiet: boolean): void => {
    const at = `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isCallExpression(node) && node.expression.getText() === 'l10n.t') {
      const text = messageOf(node);
      if (text === undefined) faults.push({ at, text: 'the message is not written out' });
      else messages.push({ at, text });
      if (isConcatenated(node)) faults.push({ at, text: 'a part of a sentence is put together with others' });
      if (!isWithin) faults.push({ at, text: 'the text is made before the language is known' });
      for (const argument of node.arguments.slice(text === undefined ? 0 : 1))
        visit(argument, isWithin, isQuiet);
      return;
    }
    const text = textOf(node);
    if (!isQuiet && text !== undefined && isProse(text) && !isKey(node) && !isLook(node))
      unsaid.push({ at, text });
    ts.forEachChild(node, (child) =>
      visit(child, isWithin || isFunction(node), isQuiet || (isTechnical(node) && !isCalled(child))),
    );
  };
  visit(tree, false, false);
  return { messages, faults, unsaid };
}
