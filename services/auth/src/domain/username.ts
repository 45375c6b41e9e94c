/** What usernames are compared by. They are ASCII, so that nothing looks like another one. */
export function toUsernameKey(username: string): string {
  return username.trim().toLowerCase();
}
