#!/usr/bin/env node
import { runCli } from './cli/program.ts';

void runCli(process.argv).then((status) => {
  process.exitCode = status;
});
