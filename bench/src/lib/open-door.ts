const PLENTY = '1000000';

/** Variables of a network whose accounts are no part of what is measured, and where everybody comes from one address. */
export const openDoor = {
  NODE_ENV: 'production',
  BCRYPT_COST: '4',
  ACCESS_TOKEN_TTL: '4h',
  SIGN_INS_PER_MINUTE_PER_ADDRESS: PLENTY,
  REQUESTS_PER_SECOND_PER_ADDRESS: PLENTY,
  REQUESTS_PER_SECOND_PER_USER: PLENTY,
  SOCKETS_PER_ADDRESS: PLENTY,
};
