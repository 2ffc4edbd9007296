import * as l10n from '@vscode/l10n';
import { clusterNameProblem } from '../../core/clusters/rename.ts';
import { trimmedName } from '../../core/concepts.ts';
import { countOfImages } from '../../core/counted.ts';
import { LexiclipError } from '../../core/errors.ts';
import { nameSentence } from '../../core/wording/quoting.ts';
import { showInformation } from '../messages.ts';
import { askText } from '../quick-input.ts';
import { clusterLabel } from '../tree/labels.ts';
import { conceptNameSentence } from './concept-name.ts';
import type { CommandContext } from './context.ts';
import { clusterOf } from './entry-of.ts';

/** From the tree: gives a cluster a name, which stays when the clusters are computed again. */
export async function renameCluster(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await clusterOf(commands, given, l10n.t('LexiCLIP: Rename Cluster'));
  if (node === undefined) return;
  const { cluster, folder } = node;
  const session = commands.sessions.of(folder);
  const { levels = [] } = (await session.snapshot())?.clusters ?? {};
  const { clusters = [] } = levels.find(({ name }) => name === cluster.level) ?? {};
  const name = await askText({
    title: l10n.t('LexiCLIP: Rename {0}', clusterLabel(cluster)),
    prompt: l10n.t('The name of the cluster. Empty: the name that its prompts suggest.'),
    placeholder: cluster.suggested,
    value: cluster.name,
    problem: (text) =>
      nameSentence(trimmedName(text) || cluster.suggested, clusterNameProblem(text, cluster, clusters)),
  });
  if (name === undefined) return;
  await session.run('LexiCLIP', (lexiclip, task) => lexiclip.renameCluster(cluster, name, task));
}

/** From the tree: the image that is most like all of a cluster, on the map. */
export async function showCluster(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await clusterOf(commands, given, l10n.t('LexiCLIP: Show Cluster on Map'));
  if (node === undefined) return;
  const { cluster, folder } = node;
  const session = commands.sessions.of(folder);
  if ((await session.image(cluster.medoid)) === undefined) {
    const problem = l10n.t(
      'has lost the image that stands for it; update the maps, and clusters are computed again',
    );
    throw new LexiclipError({ kind: 'bad-argument', argument: `“${cluster.name}”`, problem });
  }
  const panel = await commands.panels.show(session);
  await panel.revealImage(cluster.medoid);
}

/** From the tree: a concept of the images of a cluster. */
export async function makeConceptOfCluster(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await clusterOf(commands, given, l10n.t('LexiCLIP: Make Cluster a Concept'));
  if (node === undefined) return;
  const { cluster, folder } = node;
  const session = commands.sessions.of(folder);
  const concepts = (await session.snapshot())?.concepts.map((concept) => concept.name) ?? [];
  const name = await askText({
    title: l10n.t('LexiCLIP: Make {0} a Concept', clusterLabel(cluster)),
    prompt: l10n.t('The name of the concept. {0}; nothing is fetched.', countOfImages(cluster.size)),
    placeholder: 'cat',
    value: cluster.name,
    problem: (text) => conceptNameSentence(text, concepts),
  });
  if (name === undefined) return;
  const made = await session.run('LexiCLIP', (lexiclip, task) => lexiclip.makeConcept(cluster, name, task));
  if (made !== undefined)
    void showInformation(l10n.t('“{0}” is a concept now, with {1}.', made.name, countOfImages(made.images)));
}
