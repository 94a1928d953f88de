import { type Group, type Problem } from './model';

/** What the models of users check beyond their fields, by model and list. */
export const ACCOUNT_CHECKS: Readonly<Record<string, Readonly<Record<string, (item: Group) => Problem[]>>>> = { 'OPNsense.Auth.User': { user: checkUser } };

function checkUser(user: Group): Problem[] {
  const problems: Problem[] = [];
  if (user.model.models.since('25.7') && user.text('uid') === '0' && user.text('name') !== 'root') problems.push({ reference: `${user.reference}.name`, message: 'The name root stays.' });
  if (user.text('password') === '' && user.text('scrambled_password') !== '1') problems.push({ reference: `${user.reference}.password`, message: 'A password is needed.' });
  return problems;
}
