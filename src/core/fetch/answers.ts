import { LexiclipError } from '../errors.ts';
import type { HttpAnswer } from './http-get.ts';

/* What services of all kinds answer: statuses, pages in place of data, and reasons in JSON. */

/**
 * What only Cloudflare's challenge pages have: their scripts (`/cdn-cgi/challenge-platform/`), fields (`cf-chl-…`,
 * `cf_chl_opt`) and title. Other pages behind the same proxy have none of them.
 */
const CHALLENGE_MARKS = /challenge-platform|cf[-_]chl|<title>\s*just a moment/i;
/** The marks stand in the head of the page. */
const MARKED_LENGTH = 64 * 1024;

/** Characters of a service's own reason that are told. */
const LONGEST_REASON = 300;

/** @throws LexiclipError `challenge-page` or `http-status` for an answer that is no success. */
export function refuseStatus(answer: HttpAnswer, url: string, text: string): void {
  const { status, retryAfterSeconds, contentType, isChallenge = false } = answer;
  if (isChallenge) throw new LexiclipError({ kind: 'challenge-page', url });
  if (status >= 200 && status < 300) return;
  // A proxy in front of the service answers robots with a page to click through.
  if ((status === 403 && contentType.includes('html')) || isChallengePage(text))
    throw new LexiclipError({ kind: 'challenge-page', url });
  const detail = reasonIn(text);
  throw new LexiclipError({
    kind: 'http-status',
    url,
    status,
    retryAfterSeconds,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** @throws LexiclipError `challenge-page` or `not-json` where a body is no JSON. */
export function parseAnswer(text: string, url: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new LexiclipError(
      { kind: isChallengePage(text) ? 'challenge-page' : 'not-json', url },
      { cause: error },
    );
  }
}

/** The reason that a service gives for a refusal, where its body is JSON with one: `{"error": "…"}`, `{"message": "…"}`. */
export function reasonIn(text: string): string | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const { error, message } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const reason = [error, message].find((value) => typeof value === 'string' && value.trim() !== '');
    if (typeof reason === 'string') return reason.trim().slice(0, LONGEST_REASON);
    // zod's errors, as Civitai sends them: each issue has a message.
    return firstMessage(error)?.slice(0, LONGEST_REASON);
  } catch {
    return undefined;
  }
}

function firstMessage(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { issues, message } = error as Readonly<Record<string, unknown>>;
  const [issue] = Array.isArray(issues) ? (issues as unknown[]) : [];
  const found = typeof issue === 'object' && issue !== null && 'message' in issue ? issue.message : message;
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}

function isChallengePage(text: string): boolean {
  return /^\s*</.test(text) && CHALLENGE_MARKS.test(text.slice(0, MARKED_LENGTH));
}
