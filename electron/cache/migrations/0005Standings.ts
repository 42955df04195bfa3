import type { Migration } from '../../sqlite/migrate.ts';

/** What counts as suspended is a setting, so rows say how subscriptions stand and no longer what that means. */
const standings = `
UPDATE related SET state = CASE
    WHEN status = 'paused' AND state = 'suspended' THEN 'pausedForPayment'
    WHEN status = 'unpaid' THEN 'unpaid'
    WHEN status = 'past_due' THEN 'pastDue'
    WHEN status = 'incomplete' THEN 'incomplete'
    ELSE state
  END
  WHERE kind = 'subscription';

CREATE TEMP TABLE ranks (standing TEXT PRIMARY KEY, rank INTEGER NOT NULL);
INSERT INTO ranks VALUES ('pausedForPayment', 0), ('unpaid', 1), ('pastDue', 2), ('incomplete', 3), ('paused', 4),
  ('running', 5), ('ended', 6), ('none', 7);
UPDATE customers SET service_rank = coalesce((
    SELECT min(rank) FROM related JOIN ranks ON standing = state
    WHERE related.workspace = customers.workspace AND related.customer = customers.id AND kind = 'subscription'
  ), 7);
UPDATE customers SET service = (SELECT standing FROM ranks WHERE rank = service_rank);
DROP TABLE temp.ranks;
`;

export const standingsMigration: Migration = { version: 5, name: 'standings', sql: standings };
