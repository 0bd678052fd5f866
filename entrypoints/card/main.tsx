import '../../components/theme.css';
import { render } from 'preact';
import { i18n } from '#i18n';
import { setUpPage } from '../../components/page-setup';
import { Card } from './card';
import './card.css';
import { connectToSeal } from './seal-connection';

setUpPage(i18n.t('card.title'));
const root = document.getElementById('app') ?? document.body;
connectToSeal(root);
render(<Card token={location.hash.slice(1)} />, root);
