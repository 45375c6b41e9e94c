const LONGEST_MS = 15_000;
/** A step on the ground is some 0.00001 degrees. */
const DIGITS = 5;

/** Where this device is, in degrees; rejects when it can't or may not tell. */
export function findPlace(): Promise<{ latitude: number; longitude: number }> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new Error('This browser tells no place'));
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude: rounded(latitude), longitude: rounded(longitude) }),
      reject,
      { enableHighAccuracy: true, timeout: LONGEST_MS, maximumAge: 60_000 },
    );
  });
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DIGITS));
}
