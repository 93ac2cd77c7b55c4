/** Returns a user who may upload. */
export function asCreator(userId: string) {
  return {
    userId,
    isSuspended: false,
    deleteAt: null,
    owesTerms: false,
    mayCreate: true,
    isModerator: false,
    isAdmin: false,
  };
}
