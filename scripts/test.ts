import { parseCLI, startVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import { build } from './build.ts';

/*
 * `npm test [-- vitest's own arguments]`: builds, runs every test that this machine can run, and says at the very
 * end what was skipped and why. The last line is always `N passed, N failed, N skipped`.
 */

interface Outcome {
  readonly passed: number;
  /** Tests that failed, files that could not be collected, and errors outside of any test. */
  readonly failed: number;
  readonly skipped: readonly TestCase[];
}

await build();
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await startVitest(filter, { ...options, run: true, watch: false });
const outcome = tally(vitest);
await vitest.close();

if (outcome.skipped.length > 0) process.stdout.write('\nSkipped:\n');
for (const line of skippedLines(outcome.skipped)) process.stdout.write(`  ${line}\n`);
const { passed, failed, skipped } = outcome;
if (passed + failed === 0) process.stdout.write('\nNo test ran.\n');
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
// Vitest has set its own exit status where it knows of something that is not in the tally.
process.exitCode = failed > 0 || passed === 0 ? 1 : (process.exitCode ?? 0);

function tally(run: Vitest): Outcome {
  const modules = run.state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const failedTests = tests.filter((test) => test.result().state === 'failed').length;
  const brokenFiles = modules.filter((module) => broken(module)).length;
  return {
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed: failedTests + brokenFiles + run.state.getUnhandledErrors().length,
    skipped: tests.filter((test) => ['skipped', 'pending'].includes(test.result().state)),
  };
}

/** Whether the file failed outside of its tests: it could not be loaded, or a hook of it threw. */
function broken(module: TestModule): boolean {
  const suites = [...module.children.allSuites()];
  return module.errors().length > 0 || suites.some((suite) => suite.errors().length > 0);
}

/** One line for each reason, with the tests that it kept from running. */
function skippedLines(tests: readonly TestCase[]): string[] {
  const groups = new Map<string, string[]>();
  for (const test of tests) {
    const names = groups.get(reason(test)) ?? [];
    names.push(`${test.module.relativeModuleId}: ${test.fullName}`);
    groups.set(reason(test), names);
  }
  return [...groups].flatMap(([why, names]) => [`${why}:`, ...names.map((name) => `  ${name}`)]);
}

function reason(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  if (test.parent.type === 'suite' && test.parent.errors().length > 0) return 'something before it failed';
  if (test.options.mode === 'todo') return 'still to be written';
  return 'not chosen, or skipped without a reason';
}
