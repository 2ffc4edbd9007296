import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod';
import { LexiclipError } from '../../core/errors.ts';
import { plainText } from '../../core/plain-text.ts';
import { describeError } from '../../core/wording.ts';

/** Of VS Code's own git extension (`extensions/git/src/api/git.d.ts` there), what is used here. */
interface GitApi {
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}
interface GitExtension {
  getAPI(version: 1): GitApi;
}

/** The last commit. */
const HEAD = 'HEAD';

/** A file as it was committed last. @throws LexiclipError `no-git` */
export async function committedUri(file: vscode.Uri): Promise<vscode.Uri> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined)
    throw new LexiclipError({
      kind: 'no-git',
      detail: l10n.t('the Git extension of VS Code is not enabled'),
    });
  try {
    const git = await extension.activate();
    return git.getAPI(1).toGitUri(file, HEAD);
  } catch (error) {
    throw new LexiclipError({ kind: 'no-git', detail: describeError(error) }, { cause: error });
  }
}

const query = z.object({ ref: z.string() });

/** What a version is called: `HEAD`, `Index`, the start of a commit's digest; `Earlier` where it does not say. */
export function versionLabel({ scheme, query: text }: vscode.Uri): string {
  const ref = scheme === 'git' ? query.safeParse(parsed(text)).data?.ref : undefined;
  if (ref === undefined) return l10n.t('Earlier');
  // `~` is the index where it has the file, else the last commit.
  if (ref === '' || ref === '~') return l10n.t('Index');
  return /^[0-9a-f]{40}$/.test(ref) ? ref.slice(0, 8) : plainText(ref, 40);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
