const Message = /"errorMessage"\s*:\s*"((?:[^"\\]|\\.)*)/;

/** A Lambda function's cause is JSON with the message inside; in an outline it may be cut off. */
export function shortCause(cause: string): string {
  const message = Message.exec(cause)?.[1];
  if (message === undefined) {
    return cause;
  }

  try {
    return JSON.parse(`"${message}"`) as string;
  } catch {
    return message; // cut off within an escape
  }
}
