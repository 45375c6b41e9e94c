import { post } from '../shared/api.js';
import { findAccessToken, forgetAccessToken, logIn, logOut } from './log-in.js';
import { verdictOf } from './verdict.js';

const screens = [...document.querySelectorAll('main')];
const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const verdictScreen = /** @type {HTMLElement} */ (document.querySelector('#verdict'));
const VIBRATION_MS = { in: 80, late: [80, 60, 80] };

const withoutCode = {
  tone: 'wait',
  title: 'Scan the code on the wall',
  advice: 'Point your phone’s camera at it and open the link that it shows.',
  facts: [],
};

/** Each scan makes the one before it void: its answer is not shown any more. */
let current = 0;

start();
addEventListener('hashchange', start);
form.addEventListener('submit', submitLogIn);
verdictScreen.querySelector('.again')?.addEventListener('click', async () => {
  await logOut();
  show('log-in');
});

async function start() {
  current += 1;
  const code = location.hash.slice(1);
  if (!code) return showVerdict(withoutCode);
  show('sending');
  await scan(code, current);
}

/** @param {SubmitEvent} event */
async function submitLogIn(event) {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  const { email, password } = Object.fromEntries(new FormData(form));
  button.disabled = true;
  sayError('');
  const answer = await logIn(String(email), String(password));
  button.disabled = false;
  if (!answer.ok) return sayError(answer.code === 'invalid_request' ? 'Invalid email or password' : answer.error);
  form.reset();
  await start();
}

/**
 * @param {string} code what the QR holds
 * @param {number} turn
 * @param {string} [receipt] of a try that could not be stored: it stands for the code, should that change meanwhile
 */
async function scan(code, turn, receipt) {
  const answer = await postScan({ token: code, receipt });
  if (turn !== current) return;
  if (!answer.ok && ['refresh_token_invalid', 'unauthorized'].includes(answer.code)) return show('log-in');
  const verdict = verdictOf(answer);
  showVerdict(verdict, answer.ok ? undefined : answer);
  if (answer.ok || !verdict.again) return vibrate(verdict.tone);
  setTimeout(() => turn === current && scan(code, turn, answer.receipt ?? receipt), answer.retryAfterSeconds * 1000);
}

/**
 * An access token that is over is replaced once.
 * @param {{token: string, receipt: string | undefined}} body
 */
async function postScan(body, attempts = 2) {
  const logIn = await findAccessToken();
  if (!logIn.ok) return logIn;
  const answer = await post('scans', body, logIn.data.accessToken);
  if (answer.ok || answer.code !== 'unauthorized' || attempts === 1) return answer;
  forgetAccessToken();
  return postScan(body, attempts - 1);
}

// Browsers refuse, and complain, before the first touch of the page.
function vibrate(tone) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(VIBRATION_MS[tone] ?? 200);
}

function showVerdict({ tone, title, advice, facts }, refusal) {
  verdictScreen.dataset.tone = tone;
  write('h1', title);
  write('.advice', advice);
  verdictScreen.querySelector('dl')?.replaceChildren(...facts.map(factElement));
  find('.again').hidden = facts.length === 0 && refusal?.code !== 'student_required';
  find('details').hidden = !refusal?.requestId;
  write('details p', refusal ? `${refusal.code} ${refusal.requestId}` : '');
  show('verdict');
  verdictScreen.focus();
}

function factElement([term, value, exact]) {
  const row = document.createElement('div');
  const dt = document.createElement('dt');
  const dd = document.createElement('dd');
  row.className = term === 'Class' || term === 'Teacher' ? 'wide' : '';
  dt.textContent = term;
  dd.textContent = value;
  if (exact) dd.title = exact;
  row.append(dt, dd);
  return row;
}

function find(selector) {
  return /** @type {HTMLElement} */ (verdictScreen.querySelector(selector));
}

function write(selector, text) {
  find(selector).textContent = text;
}

function sayError(text) {
  /** @type {HTMLElement} */ (form.querySelector('.error')).textContent = text;
}

function show(id) {
  for (const screen of screens) screen.hidden = screen.id !== id;
  if (id === 'log-in') /** @type {HTMLInputElement} */ (form.elements.namedItem('email')).focus();
}
