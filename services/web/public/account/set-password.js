import { post } from '../shared/api.js';

const screens = [...document.querySelectorAll('main')];

start();
addEventListener('hashchange', start);
onSubmit('ask', askForLink);
onSubmit('set', setPassword);

/** With the token of a link a password is set; without one, a link can be asked for. */
function start() {
  show(tokenOfLink() ? 'set' : 'ask');
}

function tokenOfLink() {
  return location.hash.slice(1);
}

/** @param {Record<string, FormDataEntryValue>} fields */
async function askForLink({ email }) {
  const answer = await post('auth/forgot-password', { email });
  if (!answer.ok) return answer.error;
  return say('Look into your mail', `If ${email} has an account here, a link is on its way. It is good for an hour.`);
}

/** @param {Record<string, FormDataEntryValue>} fields */
async function setPassword({ password, again }) {
  if (password !== again) return 'The two are not the same.';
  const answer = await post('auth/reset-password', { token: tokenOfLink(), password });
  if (!answer.ok) return answer.error;
  // The link is used up: it should not stay in the history.
  history.replaceState(null, '', location.pathname);
  return say('Your password is set', 'Log in with it from now on.');
}

/**
 * @param {string} id
 * @param {(fields: Record<string, FormDataEntryValue>) => Promise<string | undefined>} act resolves with what went wrong
 */
function onSubmit(id, act) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector(`#${id} form`));
  const error = /** @type {HTMLElement} */ (form.querySelector('.error'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    error.textContent = '';
    error.textContent = (await act(Object.fromEntries(new FormData(form)))) ?? '';
    button.disabled = false;
  });
}

/**
 * @param {string} title
 * @param {string} words
 */
function say(title, words) {
  const screen = /** @type {HTMLElement} */ (document.querySelector('#said'));
  /** @type {HTMLElement} */ (screen.querySelector('h1')).textContent = title;
  /** @type {HTMLElement} */ (screen.querySelector('.quiet')).textContent = words;
  show('said');
  screen.focus();
  return undefined;
}

/** @param {string} id */
function show(id) {
  for (const screen of screens) screen.hidden = screen.id !== id;
  const input = /** @type {HTMLInputElement | null} */ (document.querySelector('main:not([hidden]) input'));
  input?.focus();
}
