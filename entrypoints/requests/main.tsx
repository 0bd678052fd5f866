import { render } from 'preact';
import { i18n } from '#i18n';
import { setUpPage } from '../../components/page-setup';
import '../../components/theme.css';
import './requests.css';
import { RequestsPage } from './requests-page';

setUpPage(i18n.t('requests.pageTitle'));
const root = document.getElementById('app');
if (root) render(<RequestsPage />, root);
