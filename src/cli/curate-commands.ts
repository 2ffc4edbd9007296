import { deleteConcept, move, newConcept, redo, renameConcept, tag, takeOut, undo } from './curate.ts';
import { tagOptions } from './options.ts';
import type { Stage } from './stage-commands.ts';

const IDS = 'ids of images; - reads them from standard input, one a line';

/** Adds the commands that sort a collection out. */
export function addCurateCommands(stage: Stage, signal: AbortSignal): void {
  stage('tag', 'tag and rate images')
    .addOption(tagOptions.add)
    .addOption(tagOptions.remove)
    .addOption(tagOptions.rate)
    .argument('<ids...>', IDS)
    .action((ids, options) => tag(ids, options, signal));
  // Those below have the options of this one, which commander takes wherever they stand.
  const concept = stage('concept', 'make, rename and delete concepts, and move images').configureHelp({
    showGlobalOptions: true,
  });
  concept
    .command('new')
    .description('make a concept of images, which stay in those that they are in')
    .argument('<name>')
    .argument('<ids...>', IDS)
    .action((name, ids) => newConcept(name, ids, concept.opts(), signal));
  concept
    .command('rename')
    .description('give a concept another name')
    .argument('<concept>')
    .argument('<name>')
    .action((name, to) => renameConcept(name, to, concept.opts(), signal));
  concept
    .command('delete')
    .description('delete a concept with its prompt files, and images that no other concept uses')
    .argument('<concept>')
    .action((name) => deleteConcept(name, concept.opts(), signal));
  concept
    .command('move')
    .description('move images to another concept')
    .option('--from <concept>', 'the concept that they leave (default: all that they are in)')
    .argument('<concept>', 'where they go')
    .argument('<ids...>', IDS)
    .action((to, ids, { from }) =>
      move(to, ids, { ...concept.opts(), ...(from === undefined ? {} : { from }) }, signal),
    );
  concept
    .command('take-out')
    .description('take images out of the collection; they are not fetched again')
    .argument('<ids...>', IDS)
    .action((ids) => takeOut(ids, concept.opts(), signal));
  stage('undo', 'undo the last change of tags, ratings or concepts').action((options) =>
    undo(options, signal),
  );
  stage('redo', 'make the change again that was undone last').action((options) => redo(options, signal));
}
